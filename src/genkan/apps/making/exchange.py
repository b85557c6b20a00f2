"""Made apps as JSON that other hosts of the Gennai app protocol take, and back.

What the protocol does not know stands under one further key, ``genkan``, so that nothing is lost between two Genkans.
"""

import json
import re
from dataclasses import replace
from typing import Any, cast

import msgspec

from genkan.apps.form.field import Field, FieldKind, Form
from genkan.apps.gennai.errors import RegistrationUnreadable
from genkan.apps.gennai.registration import AppStatus, Registration, read_registration, write_registration
from genkan.apps.making.content import Content, from_text, to_text
from genkan.apps.named_collection import without_ids

_OWN_KEY = "genkan"
_NO_LETTER = re.compile(r"\W")


def write_made_app(content: Content, *, endpoint: str, published: bool) -> str:
    """The registration of an app, with everything of its own beside; ``endpoint`` is where Genkan serves it."""
    registration = Registration(
        name=content.title,
        endpoint=endpoint,
        form=content.form,
        description=content.purpose,
        how_to_use=content.notes,
        system_prompt=content.system,
        status=AppStatus.PUBLISHED if published else AppStatus.DRAFT,
        copyable=True,
    )
    document = json.loads(write_registration(registration))
    taken_along = replace(content, collections=without_ids(content.collections))
    document[_OWN_KEY] = json.loads(to_text(taken_along))
    return json.dumps(document, ensure_ascii=False, indent=2)


def read_made_app(text: str) -> Content:
    """The content of a registration, whoever wrote it; the prompt is made from the form where it has none.

    Raises ``RegistrationUnreadable`` and the errors under ``SchemaProblem``.
    """
    registration = read_registration(text)
    own = cast("dict[str, Any]", json.loads(text)).get(_OWN_KEY)
    if own is not None:
        return _own_content(own)
    form = _with_names(registration.form)
    return Content(
        title=registration.name,
        purpose=" ".join(registration.description.split()),
        form=form,
        system=_as_plain_text(registration.system_prompt),
        request=request_for(form),
        notes=registration.how_to_use,
    )


def request_for(form: Form) -> str:
    """A prompt that gives the model every field under its title."""
    sections = (
        f"{{% if {field.key} %}}\n## {_as_plain_text(field.title)}\n\n{{{{ {field.key} }}}}\n\n{{% endif %}}"
        for field in form.asked
    )
    return "次の内容に基づいて作成してください。\n\n" + "\n".join(sections)


def _own_content(own: object) -> Content:
    """What another Genkan wrote; a file may hold anything, so whatever is not in its form is refused."""
    try:
        content = from_text(json.dumps(own))
    except msgspec.DecodeError as error:
        raise RegistrationUnreadable(reason=_OWN_KEY) from error
    return replace(content, collections=without_ids(content.collections))


def _as_plain_text(text: str) -> str:
    """Words of others as a prompt that is nothing but words."""
    return text.replace("{", "｛").replace("}", "｝")


def _with_names(form: Form) -> Form:
    """The form with keys that a prompt can name; the conditions go along."""
    taken: set[str] = set()
    names = {field.key: _name_for(field.key, taken) for each in form.fields for field in (each, *each.fields)}
    return replace(form, fields=tuple(_renamed(field, names) for field in form.fields))


def _name_for(key: str, taken: set[str]) -> str:
    plain = _NO_LETTER.sub("_", key)
    name = plain if plain.isidentifier() else f"_{plain}".replace("__", "_")
    number = 1
    while name in taken:
        number += 1
        name = f"{plain}_{number}"
    taken.add(name)
    return name


def _renamed(field: Field, names: dict[str, str]) -> Field:
    condition = field.visible_when
    if condition is not None:
        condition = replace(condition, key=names.get(condition.key, condition.key))
    inner = tuple(_renamed(each, names) for each in field.fields) if field.kind is FieldKind.GROUP else ()
    return replace(field, key=names[field.key], visible_when=condition, fields=inner)
