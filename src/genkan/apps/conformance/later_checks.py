"""The asynchronous half: the promise, where its status is, and what it says until the end."""

from collections.abc import AsyncGenerator

from genkan.apps.conformance.answer_checks import check_artifacts
from genkan.apps.conformance.asking import Asking
from genkan.apps.conformance.finding import Check, Finding
from genkan.apps.gennai.answer import ACCEPTED
from genkan.apps.gennai.errors import AppFailed, ShapeProblem
from genkan.apps.gennai.objects import object_in, text_in
from genkan.apps.gennai.origin import status_address
from genkan.apps.gennai.standing import Standing, read_standing
from genkan.apps.gennai.status import AsyncState, check_forward
from genkan.fetch import Fetched, FetchProblem

_PROMISE = Check("promise", "受付をHTTP 202、request_id、PENDING及びstatus_urlで知らせる", "非同期の応答")
_ORIGIN = Check("origin", "状態の確認先を同じホストに置く", "status_urlは同一オリジンのパス")
_STATES = Check("states", "決められた状態だけを、順に知らせる", "PENDING、IN_PROGRESS、COMPLETED、ERROR")
_ENDS = Check("ends", "完了すると結果を返す", "outputs、artifacts（contents）")
_ALL = (_PROMISE, _ORIGIN, _STATES, _ENDS)
_PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0, 30.0, 60.0, 60.0, 60.0)


async def check_later(asking: Asking, first: Fetched) -> AsyncGenerator[Finding]:
    """The findings on an app that answers later; one that answers at once has nothing to try it on."""
    promise = object_in(first.content) or {}
    if first.status != ACCEPTED:
        for check in _ALL:
            yield check.not_tried("すぐに応答するアプリでした。")
        return
    whole = bool(text_in(promise, "request_id")) and promise.get("status") == AsyncState.PENDING.value
    yield _PROMISE.of(whole, told="request_idがないか、statusがPENDINGではありません。")
    url = text_in(promise, "status_url")
    try:
        address = status_address(asking.target.endpoint, url)
    except ShapeProblem as problem:
        yield _ORIGIN.failed(problem.sentence)
        return
    yield _ORIGIN.of(url.startswith("/"), told="パスではなく、アドレス全体でした。")
    async for finding in _followed(asking, address):
        yield finding


async def settled(asking: Asking, answer: Fetched) -> Fetched:
    """The answer, or what the status of one that comes later says in the end, as long as anybody watches a terminal.

    Raises the errors under ``ShapeProblem`` and ``FetchProblem``.
    """
    if answer.status != ACCEPTED:
        return answer
    address = status_address(asking.target.endpoint, text_in(object_in(answer.content) or {}, "status_url"))
    for pause in _PAUSES:
        await asking.pause(pause)
        answer = await asking.look(address)
        if read_standing(answer.content).state.has_ended:
            break
    return answer


async def _followed(asking: Asking, address: str) -> AsyncGenerator[Finding]:
    """Look until the end, as long as anybody watches a terminal."""
    before, last = AsyncState.PENDING, b""
    for pause in _PAUSES:
        await asking.pause(pause)
        try:
            last = (await asking.look(address)).content
            standing = read_standing(last)
            check_forward(before, standing.state)
        except AppFailed as problem:
            yield _STATES.passed("ERRORで終わりました。")
            yield _ENDS.not_tried(problem.sentence.format_map(problem.details))
            return
        except (ShapeProblem, FetchProblem) as problem:
            yield _STATES.failed(problem.sentence.format_map(problem.details))
            return
        before = standing.state
        if standing.state.has_ended:
            yield _STATES.passed()
            yield _ended(standing, last)
            return
    yield _STATES.passed()
    yield _ENDS.not_tried("確認している間には終わりませんでした。")


def _ended(standing: Standing, content: bytes) -> Finding:
    artifacts = check_artifacts(object_in(content) or {}, name_of_content="contents")
    if standing.answer is None or not isinstance((object_in(content) or {}).get("outputs"), str):
        return _ENDS.failed("outputsが文字列ではありません。")
    return _ENDS.of(artifacts.verdict is not artifacts.verdict.FAILED, told=artifacts.told)
