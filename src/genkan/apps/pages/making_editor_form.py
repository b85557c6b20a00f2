"""Reading the boxes of the editor as they were sent."""

import re
from collections.abc import Mapping

from starlette.datastructures import FormData

from genkan.apps.making.written import MOST_FIELDS, Written, WrittenExample, WrittenField
from genkan.apps.pages.making_sent import text_of, texts_of

MOST_BOXES = 8_000

_TEXTS = ("title", "purpose", "notes", "category", "highest_class", "ceiling_yen", "longest_answer", "system")
_FIELD_TEXTS = (
    "key",
    "kind",
    "title",
    "description",
    "default",
    "minimum_length",
    "maximum_length",
    "minimum",
)
_MORE_FIELD_TEXTS = ("maximum", "items", "accept", "largest", "most_files", "when_key", "when_values")
_VALUE = re.compile(r"example\.(\d{1,3})\.value\.(.{1,80})", re.DOTALL)
_MOST_EXAMPLES = 30


def read_written(form: FormData) -> Written:
    """Everything that stood in the editor."""
    texts = {name: text_of(form, name) for name in (*_TEXTS, "request")}
    values = _values(form)
    fields = (number for number in range(MOST_FIELDS) if f"field.{number}.kind" in form)
    examples = (number for number in range(_MOST_EXAMPLES) if f"example.{number}.title" in form)
    return Written(
        **texts,
        models=texts_of(form, "models"),
        checks=texts_of(form, "checks"),
        collections=texts_of(form, "collections"),
        searches=bool(text_of(form, "searches")),
        continues=bool(text_of(form, "continues")),
        fields=tuple(_field(form, f"field.{number}.") for number in fields),
        examples=tuple(_example(form, f"example.{number}.", values.get(number, {})) for number in examples),
    )


def _field(form: FormData, start: str) -> WrittenField:
    return WrittenField(
        **{name: text_of(form, start + name) for name in (*_FIELD_TEXTS, *_MORE_FIELD_TEXTS)},
        required=bool(text_of(form, start + "required")),
        preview=bool(text_of(form, start + "preview")),
        inside=bool(text_of(form, start + "inside")),
    )


def _example(form: FormData, start: str, values: Mapping[str, str]) -> WrittenExample:
    return WrittenExample(
        title=text_of(form, start + "title"),
        values=values,
        holds=text_of(form, start + "holds"),
        lacks=text_of(form, start + "lacks"),
    )


def _values(form: FormData) -> dict[int, dict[str, str]]:
    """The values of examples by their number; ticked boxes are joined with commas, as forms send them."""
    found: dict[int, dict[str, str]] = {}
    for name in dict.fromkeys(form.keys()):
        matched = _VALUE.fullmatch(name)
        if matched is not None:
            found.setdefault(int(matched[1]), {})[matched[2]] = ",".join(texts_of(form, name))
    return found
