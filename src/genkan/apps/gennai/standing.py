"""The document behind a status address: how far the work is, and in the end what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from genkan.apps.form.values import GivenFile
from genkan.apps.gennai.answer import Answer, answer_in
from genkan.apps.gennai.coercion import from_wire
from genkan.apps.gennai.errors import AnswerUnreadable, AppFailed
from genkan.apps.gennai.failure import error_of, is_html
from genkan.apps.gennai.files import write_artifacts
from genkan.apps.gennai.objects import object_in
from genkan.apps.gennai.status import AsyncState, read_state
from genkan.apps.gennai.usage import Usage, write_usage

_OK = 200


@dataclass(frozen=True)
class Standing:
    """How far an answer is; ``progress`` is as the app says it, ``answer`` is there once it is complete."""

    state: AsyncState
    progress: str = ""
    answer: Answer | None = None


def read_standing(content: bytes) -> Standing:
    """The document. Raises ``AppFailed`` where the work failed, and the other errors under ``ShapeProblem``."""
    found = object_in(content)
    if found is None:
        raise AnswerUnreadable(kind="HTMLのページ" if is_html(content) else "JSONではない状態")
    state = read_state(found.get("status"))
    if state is AsyncState.ERROR:
        raise AppFailed(code=_OK, message=error_of(found) or "（説明なし）")
    answer = answer_in(found) if state is AsyncState.COMPLETED else None
    return Standing(state, _progress(found.get("progress")), answer)


def write_standing(
    request_id: str,
    *,
    state: AsyncState,
    created_at: datetime,
    updated_at: datetime,
    progress: str = "",
    text: str = "",
    artifacts: Iterable[GivenFile] = (),
    usage: Iterable[Usage] = (),
    error: str = "",
) -> dict[str, object]:
    """The document as the protocol has it; the files of a status stand under ``contents``."""
    body: dict[str, object] = {
        "request_id": request_id,
        "status": state.value,
        "progress": progress,
        "created_at": created_at.isoformat(),
        "updated_at": updated_at.isoformat(),
    }
    if state is AsyncState.COMPLETED:
        body |= {"outputs": text, "artifacts": write_artifacts(artifacts, name_of_content="contents")}
        body["usageMetadata"] = write_usage(usage)
    if state is AsyncState.ERROR:
        body["error"] = {"message": error, "details": ""}
        body["outputs"] = error
    return body


def _progress(value: object) -> str:
    """A share between 0 and 1, a percentage or words: what a person reads of it."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float) and 0 < value < 1:
        return f"{value:.0%}"
    if isinstance(value, int | float):
        return f"{from_wire(value)}%" if 0 <= value <= 100 else from_wire(value)
    return " ".join(from_wire(value).split())[:200]
