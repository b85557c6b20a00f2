"""The request: what a host sends to an app, written as the reference host does and read with tolerance."""

from dataclasses import dataclass, field

from genkan.apps.form.field import FieldKind, Form
from genkan.apps.form.values import Filled, Values
from genkan.apps.gennai.coercion import from_wire, to_wire
from genkan.apps.gennai.conversation import HISTORY_KEYS, Turn, read_turns, write_turns
from genkan.apps.gennai.errors import RequestUnreadable
from genkan.apps.gennai.files import Files, read_files, write_files
from genkan.apps.gennai.objects import Object, as_object, object_in, text_in

SYSTEM_PROMPT_KEY = "system_prompt"
_FILES_KEY = "files"


@dataclass(frozen=True)
class SystemPrompt:
    """A standing instruction that a host sends with the inputs, under a key of its registration."""

    text: str
    key: str = SYSTEM_PROMPT_KEY


@dataclass(frozen=True)
class Received:
    """A request as an app takes it: all values as texts, under the keys that the host sent."""

    values: Values
    session_id: str
    files: Files = field(default_factory=dict[str, tuple[()]])
    turns: tuple[Turn, ...] = ()


def write_inputs(form: Form, values: Values) -> dict[str, object]:
    """The values of the form's fields as they travel, in its order; files go apart."""
    asked = [each for each in form.asked if each.kind not in (FieldKind.FILE, FieldKind.GROUP)]
    return {each.key: to_wire(values[each.key]) for each in asked if each.key in values}


def write_request(
    form: Form,
    filled: Filled,
    *,
    session_id: str,
    turns: tuple[Turn, ...] = (),
    system_prompt: SystemPrompt | None = None,
) -> dict[str, object]:
    """The body of a request."""
    inputs = write_inputs(form, filled.values)
    if system_prompt is not None and system_prompt.text:
        inputs[system_prompt.key or SYSTEM_PROMPT_KEY] = system_prompt.text
    if filled.files:
        inputs[_FILES_KEY] = write_files(filled.files)
    if turns:
        inputs[HISTORY_KEYS[0]] = write_turns(turns)
    return {"inputs": inputs, "sessionId": session_id}


def read_request(body: bytes) -> Received:
    """The request in a body. Raises ``RequestUnreadable`` and ``FileUnreadable``."""
    found = object_in(body)
    if found is None:
        raise RequestUnreadable(reason="JSONオブジェクトではありません")
    inputs = as_object(found.get("inputs"))
    if inputs is None:
        raise RequestUnreadable(reason="inputsがありません")
    return _received(found, inputs)


def _received(body: Object, inputs: Object) -> Received:
    apart = {_FILES_KEY, *HISTORY_KEYS}
    return Received(
        values={key: from_wire(value) for key, value in inputs.items() if key not in apart},
        session_id=text_in(body, "sessionId")[:100],
        files=read_files(inputs.get(_FILES_KEY)),
        turns=read_turns(inputs),
    )
