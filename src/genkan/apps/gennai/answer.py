"""The answer of an app at once, or the promise of one: read with tolerance, written as the protocol has it."""

from collections.abc import Iterable
from dataclasses import dataclass

from genkan.apps.form.values import GivenFile
from genkan.apps.gennai.coercion import from_wire
from genkan.apps.gennai.errors import AnswerEmpty, AnswerUnreadable, AppFailed
from genkan.apps.gennai.failure import error_of, is_html, message_in
from genkan.apps.gennai.files import read_artifacts, write_artifacts
from genkan.apps.gennai.objects import Object, object_in, text_in
from genkan.apps.gennai.status import AsyncState, read_state
from genkan.apps.gennai.usage import Usage, read_usage, write_usage

ACCEPTED = 202
_REDIRECTS = range(300, 400)
_FAILED = 400


@dataclass(frozen=True)
class Answer:
    """What an app gave: Markdown, files it made, and what it says that it used."""

    text: str
    artifacts: tuple[GivenFile, ...] = ()
    usage: tuple[Usage, ...] = ()


@dataclass(frozen=True)
class Promise:
    """An answer that comes later; ``status_url`` is as the app wrote it, ``text`` what to show until then."""

    request_id: str
    status_url: str
    state: AsyncState
    text: str = ""


def read_answer(status: int, content: bytes) -> Answer | Promise:
    """What an app answered to a request. Raises the errors under ``ShapeProblem``."""
    if status >= _FAILED:
        raise AppFailed(code=status, message=message_in(content))
    if status in _REDIRECTS or not content.strip():
        raise AnswerUnreadable(kind=f"HTTP {status}")
    found = object_in(content)
    if found is None:
        return _plain(content)
    if error := error_of(found):
        raise AppFailed(code=status, message=error)
    return _promise(found) if _is_promise(status, found) else answer_in(found)


def answer_in(found: Object) -> Answer:
    """The answer in a decoded body. Raises ``AnswerEmpty`` and ``FileUnreadable``."""
    artifacts = read_artifacts(found.get("artifacts"))
    text = from_wire(found.get("outputs"))
    if not text.strip() and not artifacts:
        raise AnswerEmpty
    return Answer(text, artifacts, read_usage(found.get("usageMetadata")))


def write_answer(
    text: str, *, artifacts: Iterable[GivenFile] = (), usage: Iterable[Usage] = ()
) -> dict[str, object]:
    """The body of an answer at once."""
    body: dict[str, object] = {"outputs": text}
    if given := write_artifacts(artifacts, name_of_content="content"):
        body["artifacts"] = given
    if used := write_usage(usage):
        body["usageMetadata"] = used
    return body


def write_promise(request_id: str, *, status_url: str, text: str = "") -> dict[str, object]:
    """The body of a promise, which goes with the status 202."""
    return {
        "outputs": text,
        "request_id": request_id,
        "status": AsyncState.PENDING.value,
        "status_url": status_url,
    }


def write_failure(message: str) -> dict[str, object]:
    """The body of an error; hosts that show nothing but ``outputs`` show it, too."""
    return {"error": message, "outputs": message}


def _is_promise(status: int, found: Object) -> bool:
    return status == ACCEPTED or bool(found.get("status_url") and found.get("request_id"))


def _promise(found: Object) -> Promise:
    url = text_in(found, "status_url")
    if not url:
        raise AnswerUnreadable(kind="status_urlなし")
    state = read_state(found.get("status", AsyncState.PENDING.value))
    return Promise(from_wire(found.get("request_id"))[:200], url, state, from_wire(found.get("outputs")))


def _plain(content: bytes) -> Answer:
    """A body that is no JSON: a text is taken as the output, a page or anything else is not."""
    if is_html(content):
        raise AnswerUnreadable(kind="HTMLのページ")
    if content.lstrip()[:1] in (b"{", b"["):
        raise AnswerUnreadable(kind="壊れたJSON")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise AnswerUnreadable(kind="文字として読み取れないデータ") from error
    return Answer(text.replace("\x00", ""))
