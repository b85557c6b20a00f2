"""One field of a form as the attributes that a form schema has for it."""

from genkan.apps.form.field import Field, FieldKind
from genkan.apps.form.sizes import base64_bytes, written


def write_field(field: Field) -> dict[str, object]:
    """The attributes; what says nothing is left out, and the fields of a group are the caller's."""
    attributes: dict[str, object] = {
        "type": field.kind.value,
        "title": field.title,
        "desc": field.description,
        "required": field.required,
        "default_value": field.default,
        "min_length": field.minimum_length,
        "max_length": field.maximum_length,
        "min": _number(field.minimum),
        "max": _number(field.maximum),
        "items": [{"title": item.title, "value": item.value} for item in field.items],
        "preview": field.preview,
        **_of_files(field),
    }
    if field.visible_when is not None:
        condition = field.visible_when
        attributes["visible_when"] = {"key": condition.key, "values": list(condition.values)}
    return {name: value for name, value in attributes.items() if name == "title" or _says(value)}


def _says(value: object) -> bool:
    """Whether an attribute says anything; a zero does."""
    return value is not None and value is not False and value not in ("", [])


def _of_files(field: Field) -> dict[str, object]:
    if field.kind is not FieldKind.FILE:
        return {}
    size = None if field.largest_bytes is None else written(base64_bytes(field.largest_bytes))
    return {
        "accept": ",".join(field.accept),
        "multiple": field.multiple,
        "max_size": size,
        "max_file_count": field.most_files if field.multiple else None,
    }


def _number(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value
