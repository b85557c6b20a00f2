"""From the content of a version to what stands in the editor."""

from collections.abc import Iterator

from genkan.apps.app import Example
from genkan.apps.form.field import Field, Item
from genkan.apps.making.content import Content
from genkan.apps.making.written import Written, WrittenExample, WrittenField

SEPARATOR = "|"


def written_out(content: Content) -> Written:
    """The content as texts in boxes; reading them again gives the same content."""
    return Written(
        title=content.title,
        purpose=content.purpose,
        notes=content.notes,
        category=content.category.value,
        highest_class=str(int(content.highest_class)),
        ceiling_yen=_number(content.ceiling_yen),
        longest_answer=str(content.longest_answer),
        system=content.system,
        request=content.request,
        models=content.models,
        checks=content.checks,
        collections=tuple(each.written for each in content.collections),
        searches=content.searches,
        continues=content.form.continues,
        fields=tuple(_all(content.form.fields)),
        examples=tuple(_example(each) for each in content.examples),
    )


def _all(fields: tuple[Field, ...]) -> Iterator[WrittenField]:
    for field in fields:
        yield _field(field, inside=False)
        yield from (_field(inner, inside=True) for inner in field.fields)


def _field(field: Field, *, inside: bool) -> WrittenField:
    condition = field.visible_when
    return WrittenField(
        key=field.key,
        kind=field.kind.value,
        title=field.title,
        description=field.description,
        default=field.default,
        minimum_length=_number(field.minimum_length),
        maximum_length=_number(field.maximum_length),
        minimum=_number(field.minimum),
        maximum=_number(field.maximum),
        items="\n".join(_item(each) for each in field.items),
        accept=",".join(field.accept),
        largest=_number(field.largest_bytes and field.largest_bytes / 1_000_000),
        most_files=str(field.most_files) if field.multiple else "",
        when_key=condition.key if condition else "",
        when_values="\n".join(condition.values) if condition else "",
        required=field.required,
        preview=field.preview,
        inside=inside,
    )


def _item(item: Item) -> str:
    return item.title if item.title == item.value else f"{item.title}{SEPARATOR}{item.value}"


def _example(example: Example) -> WrittenExample:
    return WrittenExample(
        title=example.title,
        values=example.values,
        holds="\n".join(example.holds),
        lacks="\n".join(example.lacks),
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
