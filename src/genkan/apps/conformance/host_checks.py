"""What a host sent to the twin, held against the protocol; pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise

from genkan.apps.conformance.finding import Check, Finding
from genkan.apps.conformance.heard import Heard
from genkan.apps.conformance.registrations import BOXES, FILE, NUMBER, TEXT
from genkan.apps.gennai.conversation import HISTORY_KEYS, read_moment
from genkan.apps.gennai.errors import FileUnreadable
from genkan.apps.gennai.files import read_files
from genkan.apps.gennai.objects import Object, object_in, objects_in, text_in

_UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
_SOONEST_LOOK = 29.0
_LARGEST = 6 * 2**20
_NEVER = datetime.min.replace(tzinfo=UTC)
_NOT_CALLED = "この確認に使うアプリは、まだ呼び出されていません。"
Judge = Callable[[Sequence[Heard]], Iterable[tuple[bool, str]]]


def judge_host(heard: Sequence[Heard], *, keys: Mapping[str, str]) -> tuple[Finding, ...]:
    """A finding for each check; ``keys`` are those of the twin's apps, by name."""
    own_key: Judge = partial(_own_key, keys=keys)
    checks = (*_CHECKS, (_OWN_KEY, own_key))
    return tuple(_finding(check, tuple(judge(heard))) for check, judge in checks)


def _finding(check: Check, seen: Sequence[tuple[bool, str]]) -> Finding:
    if not seen:
        return check.not_tried(_NOT_CALLED)
    wrong = next((told for holds, told in seen if not holds), None)
    return check.passed(f"{len(seen)}件") if wrong is None else check.failed(wrong)


def _posts(heard: Sequence[Heard], app: str = "") -> list[Heard]:
    return [each for each in heard if each.method == "POST" and app in ("", each.app)]


def _media_type(heard: Sequence[Heard]) -> Iterable[tuple[bool, str]]:
    for each in _posts(heard):
        told = each.headers.get("content-type", "")
        yield told.partition(";")[0].strip() == "application/json", f"Content-Type: {told or 'なし'}"


def _shape(heard: Sequence[Heard]) -> Iterable[tuple[bool, str]]:
    for each in _posts(heard):
        yield "inputs" in each.request, "inputsのないリクエストがありました。"


def _session(heard: Sequence[Heard]) -> Iterable[tuple[bool, str]]:
    for each in _posts(heard):
        session = text_in(each.request, "sessionId")
        yield _UUID4.fullmatch(session) is not None, f"sessionId: {session[:60] or 'なし'}"


def _user(heard: Sequence[Heard]) -> Iterable[tuple[bool, str]]:
    for each in _posts(heard):
        user = each.headers.get("x-user-id", "")
        yield bool(user) and "@" not in user, "x-user-idがないか、メールアドレスです。"


def _numbers(heard: Sequence[Heard]) -> Iterable[tuple[bool, str]]:
    for each in _posts(heard):
        for key in (TEXT, NUMBER):
            value = each.inputs.get(key)
            if isinstance(value, str) and re.fullmatch(r"[1-9][0-9]{0,14}", value):
                yield False, f"{key}が文字列の「{value}」のまま送られました。"
            elif isinstance(value, int | float) and not isinstance(value, bool):
                yield True, ""


def _boxes(heard: Sequence[Heard]) -> Iterable[tuple[bool, str]]:
    for each in _posts(heard):
        value = each.inputs.get(BOXES)
        if value:
            yield isinstance(value, str), f"{BOXES}が{type(value).__name__}として送られました。"


def _files(heard: Sequence[Heard]) -> Iterable[tuple[bool, str]]:
    for each in _posts(heard):
        if FILE in each.inputs:
            yield False, f"ファイルがfilesではなく{FILE}に入っていました。"
        if each.inputs.get("files"):
            yield _file_shape(each)


def _file_shape(each: Heard) -> tuple[bool, str]:
    try:
        found = read_files(each.inputs["files"])
    except FileUnreadable:
        return False, "base64として読み取れないファイルがありました。"
    return bool(found.get(FILE)), f"filesに、キー「{FILE}」のファイルがありませんでした。"


def _history(heard: Sequence[Heard]) -> Iterable[tuple[bool, str]]:
    for each in _posts(heard):
        if turns := _turns(each):
            yield (
                all(map(_is_turn, turns)),
                "JSONの文字列のinput、文字列のoutput又は日時のcreatedDateがない履歴です。",
            )
            moments = [read_moment(text_in(turn, "createdDate")) or _NEVER for turn in turns]
            yield moments == sorted(moments), "会話の履歴が、古い順に並んでいません。"


def _turns(heard: Heard) -> Sequence[Object]:
    return next((objects_in(heard.inputs[key]) for key in HISTORY_KEYS if heard.inputs.get(key)), ())


def _is_turn(turn: Object) -> bool:
    said = turn.get("input")
    is_read = isinstance(said, str) and object_in(said) is not None and isinstance(turn.get("output"), str)
    return is_read and read_moment(text_in(turn, "createdDate")) is not None


def _continued(heard: Sequence[Heard]) -> Iterable[tuple[bool, str]]:
    """What a conversation goes on from is what the app has really said in it."""
    told: dict[tuple[str, str], str] = {}
    for each in _posts(heard):
        conversation = each.app, text_in(each.request, "sessionId")
        if before := told.get(conversation):
            turns = _turns(each)
            yield bool(turns), "同じ会話の2回目以降のリクエストに、履歴がありませんでした。"
            last = text_in(turns[-1], "output") if turns else before
            yield last.strip() == before.strip(), "履歴の最後の出力が、アプリが返した出力と違いました。"
        told[conversation] = each.told or told.get(conversation, "")


def _flat(heard: Sequence[Heard]) -> Iterable[tuple[bool, str]]:
    for each in _posts(heard):
        for key in HISTORY_KEYS:
            for turn in objects_in(each.inputs.get(key)):
                inputs = object_in(text_in(turn, "input")) or {}
                yield not inputs.keys() & set(HISTORY_KEYS), "履歴の中に、さらに履歴が入れ子になっています。"


def _looks(heard: Sequence[Heard]) -> Iterable[tuple[bool, str]]:
    """The first look at each request, counted from the POST before it, and the pauses between looks."""
    for look in (each for each in heard if each.method == "GET" and each.app.startswith("later")):
        before = [each for each in heard if each.at < look.at and each.app == look.app]
        if before:
            pause = look.at - before[-1].at
            yield pause >= _SOONEST_LOOK, f"前の通信から{pause:.1f}秒で状態を確認しました。"


def _once(heard: Sequence[Heard]) -> Iterable[tuple[bool, str]]:
    later = [each for each in _posts(heard) if each.app.startswith("later")]
    for first, second in pairwise(sorted(later, key=lambda each: (each.app, each.body))):
        yield (first.app, first.body) != (second.app, second.body), "同じ依頼が2回送られました。"
    if len(later) == 1:
        yield True, ""


def _redirects(heard: Sequence[Heard]) -> Iterable[tuple[bool, str]]:
    keys = {each.headers.get("x-api-key") for each in _posts(heard, "redirecting")}
    if keys:
        strays = [
            each for each in heard if each.app != "redirecting" and each.headers.get("x-api-key") in keys
        ]
        yield not strays, "転送先に、元のアプリのAPIキーが送られました。"


def _elsewhere(heard: Sequence[Heard]) -> Iterable[tuple[bool, str]]:
    if _posts(heard, "later-elsewhere"):
        looked = any(each.method == "GET" and each.app == "later-elsewhere" for each in heard)
        yield not looked, "別のホストを示したstatus_urlに、状態を確認しました。"


def _size(heard: Sequence[Heard]) -> Iterable[tuple[bool, str]]:
    for each in _posts(heard):
        yield len(each.body) <= _LARGEST, f"{len(each.body):,}バイトのリクエストがありました。"


def _own_key(heard: Sequence[Heard], keys: Mapping[str, str]) -> Iterable[tuple[bool, str]]:
    for each in heard:
        if each.app in keys:
            sent = each.headers.get("x-api-key", "")
            whose = next((name for name, key in keys.items() if key == sent), "")
            told = (
                f"アプリ「{each.app}」に、アプリ「{whose}」のAPIキーが送られました。"
                if whose
                else "APIキーが違います。"
            )
            yield sent == keys[each.app], told


_OWN_KEY = Check("own_key", "各アプリに、そのアプリのAPIキーだけを送る", "ヘッダーx-api-key")
_CHECKS: tuple[tuple[Check, Judge], ...] = (
    (Check("media_type", "本文をJSONとして送る", "Content-Type: application/json"), _media_type),
    (Check("shape", "入力をinputsに入れる", "リクエストの本文"), _shape),
    (Check("session", "会話をUUID（版4）で区別する", "sessionId"), _session),
    (Check("user", "利用者を仮名で示す", "ヘッダーx-user-id"), _user),
    (Check("numbers", "数字だけの文字列を数値にする", "inputsの値の変換"), _numbers),
    (Check("boxes", "選択した項目をコンマでつなぐ", "checkboxの値"), _boxes),
    (Check("files", "ファイルをbase64で送る", "inputs.files"), _files),
    (Check("history", "会話の履歴を古い順に送る", "conversation_histories"), _history),
    (Check("continued", "会話の続きに、それまでの出力をそのまま送る", "conversation_histories"), _continued),
    (Check("flat", "会話の履歴を入れ子にしない", "conversation_historiesのinput"), _flat),
    (Check("looks", "状態の確認に30秒以上の間隔を置く", "非同期の応答"), _looks),
    (Check("once", "受け付けられた依頼を送り直さない", "非同期の応答"), _once),
    (Check("redirects", "転送先にAPIキーを送らない", "転送の禁止"), _redirects),
    (Check("elsewhere", "別のホストのstatus_urlを確認しない", "status_urlは同一オリジン"), _elsewhere),
    (Check("size", "リクエストを上限の大きさに収める", "max_payload_size"), _size),
)
