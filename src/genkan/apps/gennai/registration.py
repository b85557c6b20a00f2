"""The registration of an app as hosts exchange it: what they write out and read in, never with its key."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from genkan.apps.form.field import Form
from genkan.apps.form.schema import read_form, read_form_text, write_form
from genkan.apps.form.sizes import bytes_in
from genkan.apps.gennai.errors import RegistrationUnreadable
from genkan.apps.gennai.objects import Object, json_of, object_in
from genkan.apps.gennai.request import SYSTEM_PROMPT_KEY
from genkan.kit import storable

USUAL_PAYLOAD = "6MB"
_LARGEST = 600_000
_LONGEST = {
    "name": 100,
    "endpoint": 2_000,
    "description": 2_000,
    "how_to_use": 20_000,
    "prompt": 100_000,
    "config": 10_000,
}


class AppStatus(StrEnum):
    """Whether an app is offered."""

    DRAFT = "draft"
    PUBLISHED = "published"


@dataclass(frozen=True, kw_only=True)
class Registration:
    """What a host knows of an app; ``how_to_use`` is Markdown with ``:::disclosure{title=…}`` blocks.

    ``config`` holds what bounds its requests (``max_payload_size``).
    """

    name: str
    endpoint: str
    form: Form
    description: str = ""
    how_to_use: str = ""
    config: Mapping[str, object] = field(default_factory=dict[str, object])
    system_prompt: str = ""
    system_prompt_key: str = SYSTEM_PROMPT_KEY
    status: AppStatus = AppStatus.DRAFT
    copyable: bool = False

    @property
    def largest_payload(self) -> int:
        """How large a request may be, in bytes. Raises ``RegistrationUnreadable``."""
        return payload_limit(self.config)


def payload_limit(config: Mapping[str, object]) -> int:
    """The bound on a request in bytes, 6 MB where none is given. Raises ``RegistrationUnreadable``."""
    written = config.get("max_payload_size", USUAL_PAYLOAD)
    try:
        return bytes_in(written if isinstance(written, str) else "")
    except ValueError as error:
        raise RegistrationUnreadable(reason="max_payload_size") from error


def read_registration(text: str) -> Registration:
    """A registration that was written out. Raises ``RegistrationUnreadable`` and the errors under ``SchemaProblem``."""
    found = object_in(text) if len(text) <= _LARGEST else None
    if found is None:
        raise RegistrationUnreadable(reason="JSONオブジェクトではないか、大きすぎます")
    registration = Registration(
        name=_text(found, "name", "exAppName", "name"),
        endpoint=_text(found, "endpoint", "endpoint"),
        form=_form(found),
        description=_text(found, "description", "description"),
        how_to_use=_text(found, "how_to_use", "howToUse", "how_to_use"),
        config=_config(found.get("config")),
        system_prompt=_text(found, "prompt", "systemPrompt", "system_prompt"),
        system_prompt_key=_text(found, "name", "systemPromptKeyName", "system_prompt_key")
        or SYSTEM_PROMPT_KEY,
        copyable=found.get("copyable") is True,
    )
    payload_limit(registration.config)
    return registration


def write_registration(registration: Registration) -> str:
    """The registration as a JSON text that the reference host takes; its key is left empty."""
    document = {
        "exAppName": registration.name,
        "endpoint": registration.endpoint,
        "description": registration.description,
        "howToUse": registration.how_to_use,
        "placeholder": _as_text(write_form(registration.form)),
        "config": _as_text(dict(registration.config) or {"max_payload_size": USUAL_PAYLOAD}),
        "systemPrompt": registration.system_prompt,
        "systemPromptKeyName": registration.system_prompt_key,
        "apiKey": "",
        "copyable": registration.copyable,
        "status": registration.status.value,
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _form(found: Object) -> Form:
    names = ("placeholder", "form", "schema")
    schema = next((found[name] for name in names if found.get(name)), dict[str, object]())
    return read_form_text(schema) if isinstance(schema, str) else read_form(schema)


def _config(value: object) -> Object:
    if value is None or value == "":
        return {}
    written = storable(value) if isinstance(value, str) else json_of(value)
    config = object_in(written) if len(written) <= _LONGEST["config"] else None
    if config is None:
        raise RegistrationUnreadable(reason="config")
    return config


def _text(found: Object, kind: str, *names: str) -> str:
    value = next((found[name] for name in names if found.get(name) is not None), "")
    if not isinstance(value, str) or len(value) > _LONGEST[kind]:
        raise RegistrationUnreadable(reason=names[0])
    return storable(value).strip()


def _as_text(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False)
