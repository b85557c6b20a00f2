"""Checking an app: everything that the protocol asks of it, with requests as the reference host sends them."""

from collections.abc import AsyncGenerator, Awaitable, Callable

from genkan.apps.conformance.answer_checks import check_answer
from genkan.apps.conformance.asking import Asking
from genkan.apps.conformance.finding import Check, Finding
from genkan.apps.conformance.history_checks import HISTORY, check_history
from genkan.apps.conformance.later_checks import check_later
from genkan.apps.conformance.samples import SAMPLE_FILE, has_files, needs_files
from genkan.apps.form.field import FieldKind
from genkan.apps.gennai.errors import ShapeProblem
from genkan.apps.gennai.failure import is_html
from genkan.apps.gennai.objects import object_in
from genkan.fetch import Fetched, FetchProblem

_TOO_LARGE = 7 * 2**20
_UNAUTHORISED = (401, 403)
Doing = Callable[[Asking], Awaitable[Finding]]

_REACHED = Check("reached", "リクエストを受け付ける", "POST {endpoint}")
_HTTPS = Check("https", "通信を暗号化する", "エンドポイントはhttps")
_KEY = Check("key", "正しくないAPIキーを拒む", "ヘッダーx-api-key")
_ERROR = Check("error", "誤ったリクエストにerrorを返す", '{"error": …}')
_NUMBERS = Check("numbers", "数値及び真偽値になった入力を受け付ける", "inputsの値の変換")
_UNKNOWN = Check("unknown", "知らない入力があっても処理する", "寛容な受付")
_FILES = Check("files", "ファイルを受け付ける", "inputs.files")
_SIZE = Check("size", "大きすぎるリクエストを断る", "max_payload_size")


async def check_app(asking: Asking) -> AsyncGenerator[Finding]:
    """Each finding as soon as it is there; where the app cannot be reached at all, there are no others."""
    yield _https(asking)
    try:
        first = await asking.ask(with_files=needs_files(asking.target.form))
    except FetchProblem as problem:
        yield _REACHED.failed(problem.sentence.format_map(problem.details))
        return
    yield _REACHED.of(first.status < 400, told=f"HTTP {first.status}")
    for finding in check_answer(first):
        yield finding
    async for finding in check_later(asking, first):
        yield finding
    for check, doing in _DOINGS:
        yield await _done(check, doing, asking)


async def _done(check: Check, doing: Doing, asking: Asking) -> Finding:
    try:
        return await doing(asking)
    except (FetchProblem, ShapeProblem) as problem:
        return check.failed(problem.sentence.format_map(problem.details))


def _https(asking: Asking) -> Finding:
    if asking.target.endpoint.lower().startswith("https://"):
        return _HTTPS.passed()
    if asking.allowed:
        return _HTTPS.not_tried("手元での確認のため、httpを許可しました。")
    return _HTTPS.failed("httpsではありません。")


async def _key(asking: Asking) -> Finding:
    if not asking.target.key:
        return _KEY.not_tried("--keyが指定されていません。")
    answer = await asking.send(asking.body(), key="wrong-key")
    return _KEY.of(answer.status in _UNAUTHORISED, told=f"誤ったキーにHTTP {answer.status}を返しました。")


async def _error(asking: Asking) -> Finding:
    answer = await asking.send(b'{"inputs": ')
    if not 400 <= answer.status < 500:
        return _ERROR.failed(f"壊れたJSONにHTTP {answer.status}を返しました。")
    told = object_in(answer.content)
    return _ERROR.of(bool(told and told.get("error")), told=f"errorのない応答でした（{_kind(answer)}）。")


async def _numbers(asking: Asking) -> Finding:
    """A text of digits is sent as a number, also for a field that asks for a text."""
    texts = (each for each in asking.target.form.asked if each.kind in (FieldKind.TEXT, FieldKind.TEXTAREA))
    field = next(texts, None)
    coerced = {field.key: int("2" * min(max(4, field.minimum_length or 0), 15))} if field else {}
    return _accepted(_NUMBERS, await asking.ask({**coerced, "conformance_flag": True}))


async def _unknown(asking: Asking) -> Finding:
    return _accepted(_UNKNOWN, await asking.ask({"conformance_unknown": "例示"}))


async def _files(asking: Asking) -> Finding:
    if not has_files(asking.target.form):
        return _FILES.not_tried("ファイルの項目がないアプリです。")
    finding = _accepted(_FILES, await asking.ask(with_files=True))
    return _FILES.passed(SAMPLE_FILE.name) if finding.told == "" else finding


async def _size(asking: Asking) -> Finding:
    answer = await asking.ask({"conformance_large": "あ" * (_TOO_LARGE // 3)})
    told = f"{_TOO_LARGE // 2**20}MBのリクエストにHTTP {answer.status}を返しました。"
    return _SIZE.of(answer.status < 500, told=told)


def _accepted(check: Check, answer: Fetched) -> Finding:
    return check.of(answer.status < 400, told=f"HTTP {answer.status}を返しました（{_kind(answer)}）。")


def _kind(answer: Fetched) -> str:
    return "HTML" if is_html(answer.content) else answer.media_type or "種類の記載なし"


_DOINGS: tuple[tuple[Check, Doing], ...] = (
    (_NUMBERS, _numbers),
    (_UNKNOWN, _unknown),
    (HISTORY, check_history),
    (_FILES, _files),
    (_KEY, _key),
    (_ERROR, _error),
    (_SIZE, _size),
)
