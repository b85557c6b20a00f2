"""From what came over the wire to a filled form: each value checked against its field."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from genkan.apps.form.attached import attached
from genkan.apps.form.faults import FieldFault, FormFaulty, Wrong
from genkan.apps.form.field import Field, FieldKind, Form
from genkan.apps.form.numerals import number_in
from genkan.apps.form.values import Filled, GivenFile, Values
from genkan.kit import normalise_newlines, storable

LONGEST_VALUE = 1_000_000

_Raw = Mapping[str, Sequence[str]]
_Files = Mapping[str, Sequence[GivenFile]]
_Checked = Callable[[Field, str], Iterator[FieldFault]]


def fill(form: Form, raw: _Raw, files: _Files | None = None) -> Filled:
    """The filled form: only keys that the form has, of fields that are visible.

    ``raw`` has all values of each key, as a browser sends them. Raises ``FormFaulty`` with every fault.
    """
    values: dict[str, str] = {}
    given: dict[str, tuple[GivenFile, ...]] = {}
    faults: list[FieldFault] = []
    for field in form.asked:
        if not is_visible(form, field, values):
            continue
        if field.kind is FieldKind.FILE:
            given[field.key] = tuple((files or {}).get(field.key, ()))
            faults += attached(field, given[field.key])
        else:
            values[field.key] = _cleaned(field, raw.get(field.key, ()))
            faults += _faults_of(field, values[field.key])
    faults += _none_filled(form, values, given)
    if faults:
        raise FormFaulty(tuple(faults))
    return Filled(values, {key: each for key, each in given.items() if each})


def _none_filled(
    form: Form, values: Values, given: Mapping[str, Sequence[GivenFile]]
) -> Iterator[FieldFault]:
    """A fault at the first field of each group of which one has to be filled, where none is."""
    for keys in form.one_of:
        if not any(values.get(key, "").strip() or given.get(key) for key in keys):
            titles = "".join(f"「{field.title}」" for field in form.asked if field.key in keys)
            yield FieldFault(keys[0], Wrong.NONE_FILLED.label, {"titles": titles})


def is_visible(form: Form, field: Field, values: Values) -> bool:
    """Whether a field is drawn and kept, by the values of the fields before it; a group hides what it holds."""
    frame = next((group for group in form.fields if field in group.fields), None)
    return all(_holds(each, values) for each in (field, frame) if each is not None)


def _holds(field: Field, values: Values) -> bool:
    condition = field.visible_when
    if condition is None:
        return True
    return not set(condition.values).isdisjoint(values.get(condition.key, "").split(","))


def _cleaned(field: Field, sent: Sequence[str]) -> str:
    """The value as it is kept: one text, without what a database or a document cannot hold."""
    if field.kind is FieldKind.HIDDEN:
        return field.default
    text = ",".join(sent) if field.kind is FieldKind.CHECKBOX else (sent[-1] if sent else "")
    text = storable(normalise_newlines(text))
    if field.kind is FieldKind.TEXTAREA:
        return text.strip("\n")
    return unicodedata.normalize("NFC", " ".join(text.split("\n"))).strip()


def _faults_of(field: Field, value: str) -> Iterator[FieldFault]:
    if not value.strip():
        if field.required:
            yield FieldFault(field.key, _MISSING[field.kind.has_items])
        return
    if len(value) > LONGEST_VALUE:
        yield FieldFault(field.key, Wrong.TOO_LARGE.label, {"limit": f"{LONGEST_VALUE:,}"})
        return
    yield from _CHECKS.get(field.kind, _no_fault)(field, value)


_MISSING = {False: Wrong.MISSING.label, True: Wrong.NOT_CHOSEN.label}


def _no_fault(_field: Field, _value: str) -> Iterator[FieldFault]:
    return iter(())


def _check_text(field: Field, value: str) -> Iterator[FieldFault]:
    if field.minimum_length is not None and len(value) < field.minimum_length:
        limits: dict[str, object] = {"limit": f"{field.minimum_length:,}", "length": f"{len(value):,}"}
        yield FieldFault(field.key, Wrong.TOO_SHORT.label, limits)
    if field.maximum_length is not None and len(value) > field.maximum_length:
        limits = {"limit": f"{field.maximum_length:,}", "length": f"{len(value):,}"}
        yield FieldFault(field.key, Wrong.TOO_LONG.label, limits)


def _check_number(field: Field, value: str) -> Iterator[FieldFault]:
    number = number_in(value)
    if number is None:
        yield FieldFault(field.key, Wrong.NO_NUMBER.label)
        return
    if field.minimum is not None and number < field.minimum:
        yield FieldFault(field.key, Wrong.TOO_SMALL.label, {"limit": f"{field.minimum:g}"})
    if field.maximum is not None and number > field.maximum:
        yield FieldFault(field.key, Wrong.TOO_BIG.label, {"limit": f"{field.maximum:g}"})


def _check_date(field: Field, value: str) -> Iterator[FieldFault]:
    try:
        date.fromisoformat(value)
    except ValueError:
        yield FieldFault(field.key, Wrong.NO_DAY.label)


def _check_choice(field: Field, value: str) -> Iterator[FieldFault]:
    chosen = value.split(",") if field.kind is FieldKind.CHECKBOX else [value]
    if not set(chosen) <= {item.value for item in field.items}:
        yield FieldFault(field.key, Wrong.NOT_OFFERED.label)


_CHECKS: dict[FieldKind, _Checked] = {
    FieldKind.TEXT: _check_text,
    FieldKind.TEXTAREA: _check_text,
    FieldKind.NUMBER: _check_number,
    FieldKind.DATE: _check_date,
    FieldKind.SELECT: _check_choice,
    FieldKind.CHECKBOX: _check_choice,
    FieldKind.RADIO: _check_choice,
}
