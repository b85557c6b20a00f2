"""The turns that a host sends with a request, as the program of an app takes them: of its own fields, and bounded. Pure."""

from collections.abc import Iterable, Mapping

from genkan.apps.errors import HistoryTooLong
from genkan.apps.form.field import FieldKind, Form
from genkan.apps.gennai.coercion import from_wire
from genkan.apps.gennai.conversation import Turn as WireTurn
from genkan.apps.gennai.conversation import read_moment
from genkan.apps.program import Turn

MOST_TURNS = 50
MOST_CHARACTERS = 200_000
_PLAIN_KEY = "input"
_WORDS = (FieldKind.TEXT, FieldKind.TEXTAREA)


def history_of(form: Form, turns: Iterable[WireTurn]) -> tuple[Turn, ...]:
    """The newest turns, oldest first; none for an app that holds no conversation. Raises ``HistoryTooLong``."""
    if not form.continues:
        return ()
    kept = tuple(_turn(form, each) for each in turns)[-MOST_TURNS:]
    if sum(map(_length, kept)) > MOST_CHARACTERS:
        raise HistoryTooLong(limit=f"{MOST_CHARACTERS:,}")
    return kept


def _length(turn: Turn) -> int:
    return len(turn.text) + sum(map(len, turn.values.values()))


def _turn(form: Form, turn: WireTurn) -> Turn:
    return Turn(_values(form, turn.inputs), turn.output, said_at=read_moment(turn.at))


def _values(form: Form, inputs: Mapping[str, object]) -> dict[str, str]:
    """What was entered in the fields of the form; words that came without a key are those of its first text."""
    asked = [each for each in form.asked if each.kind is not FieldKind.FILE]
    values = {each.key: from_wire(inputs[each.key]) for each in asked if each.key in inputs}
    first = next((each.key for each in asked if each.kind in _WORDS), None)
    if values or first is None or _PLAIN_KEY not in inputs:
        return values
    return {first: from_wire(inputs[_PLAIN_KEY])}
