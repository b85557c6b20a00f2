"""Values with which an app is tried, made up from its form."""

from collections.abc import Mapping

from genkan.apps.form.field import Field, FieldKind, Form
from genkan.apps.form.values import Filled, GivenFile

SAMPLE_FILE = GivenFile("例示.txt", "例示省における行政文書の保存期間は、五年とする。\n".encode())
_SENTENCE = "例示省における行政文書の保存期間について、要点をまとめてください。"


def sample_of(form: Form, given: Mapping[str, str], *, with_files: bool) -> Filled:
    """A filled form: what was ``given``, the form's own defaults, and made-up values for the rest."""
    asked = [each for each in form.asked if each.kind is not FieldKind.FILE]
    values = {each.key: given.get(each.key) or each.default or _made_up(each) for each in asked}
    files = {each.key: (SAMPLE_FILE,) for each in form.asked if each.kind is FieldKind.FILE and with_files}
    return Filled({**given, **values}, files)


def has_files(form: Form) -> bool:
    """Whether a file can be given."""
    return any(each.kind is FieldKind.FILE for each in form.asked)


def needs_files(form: Form) -> bool:
    """Whether nothing can be asked without one."""
    return any(each.kind is FieldKind.FILE and each.required for each in form.asked)


def _made_up(field: Field) -> str:
    if field.kind.has_items:
        return field.items[0].value
    if field.kind is FieldKind.NUMBER:
        return f"{field.minimum if field.minimum is not None else 1:g}"
    if field.kind is FieldKind.DATE:
        return "2026-04-01"
    text = _SENTENCE * (1 + (field.minimum_length or 0) // len(_SENTENCE))
    return text[: field.maximum_length]
