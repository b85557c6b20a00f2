"""The form in which an administrator states an external app: texts as typed, and their meaning."""

import json
from decimal import Decimal, InvalidOperation

from pydantic import BaseModel, Field

from genkan.apps.external.app import ExternalApp, Facts
from genkan.apps.external.errors import ConfigUnfit, FactUnfit
from genkan.apps.form.schema import read_form_text, write_form
from genkan.apps.gennai.objects import object_in
from genkan.apps.gennai.registration import USUAL_PAYLOAD, Registration
from genkan.apps.gennai.request import SYSTEM_PROMPT_KEY
from genkan.catalogue import Answer, InformationClass
from genkan.kit import normalise_newlines, storable

CLASSES = (InformationClass.ONE, InformationClass.TWO)
YES = "yes"
_USUAL_FORM = '{\n  "input": {"type": "textarea", "title": "入力", "required": true}\n}'
_LONGEST_TEXT = 200_000


class ExternalForm(BaseModel):
    """What was typed; names are those of the registration and of the facts."""

    name: str = Field(default="", max_length=200)
    title: str = Field(default="", max_length=400)
    endpoint: str = Field(default="", max_length=4_000)
    description: str = Field(default="", max_length=10_000)
    how_to_use: str = Field(default="", max_length=_LONGEST_TEXT)
    form: str = Field(default=_USUAL_FORM, max_length=1_000_000)
    config: str = Field(default=json.dumps({"max_payload_size": USUAL_PAYLOAD}), max_length=10_000)
    system_prompt: str = Field(default="", max_length=_LONGEST_TEXT)
    system_prompt_key: str = Field(default=SYSTEM_PROMPT_KEY, max_length=100)
    copyable: str = Field(default="", max_length=10)
    operator: str = Field(default="", max_length=400)
    place: str = Field(default="", max_length=10)
    government_cloud: str = Field(default=Answer.UNKNOWN.value, max_length=10)
    ismap: str = Field(default=Answer.UNKNOWN.value, max_length=10)
    vendor_logging: str = Field(default=Answer.UNKNOWN.value, max_length=10)
    learning: str = Field(default=Answer.UNKNOWN.value, max_length=10)
    ceiling: str = Field(default="1", max_length=2)
    yen_per_run: str = Field(default="", max_length=20)
    takes_unread_files: str = Field(default="", max_length=10)
    at_once: str = Field(default="8", max_length=6)


def read_registration_form(form: ExternalForm) -> Registration:
    """The registration that the form means. Raises ``ConfigUnfit`` and the errors under ``SchemaProblem``."""
    config = object_in(storable(form.config).strip() or "{}")
    if config is None:
        raise ConfigUnfit
    return Registration(
        name=storable(form.title).strip(),
        endpoint=form.endpoint.strip(),
        form=read_form_text(form.form),
        description=_words(form.description),
        how_to_use=_words(form.how_to_use),
        config=config,
        system_prompt=_words(form.system_prompt),
        system_prompt_key=storable(form.system_prompt_key).strip() or SYSTEM_PROMPT_KEY,
        copyable=form.copyable == YES,
    )


def read_facts(form: ExternalForm) -> Facts:
    """The facts that the form means. Raises ``FactUnfit``."""
    return Facts(
        operator=storable(form.operator).strip(),
        place=form.place.strip().upper(),
        government_cloud=_answer(form.government_cloud, "ガバメントクラウド"),
        ismap=_answer(form.ismap, "ISMAPの登録"),
        vendor_logging=_answer(form.vendor_logging, "提供者による入力の記録"),
        learning=_answer(form.learning, "入力の学習への利用"),
        ceiling=_class(form.ceiling),
        yen_per_run=_yen(form.yen_per_run),
        takes_unread_files=form.takes_unread_files == YES,
        at_once=_count(form.at_once),
    )


def form_of(registration: Registration, facts: Facts, *, name: str = "") -> ExternalForm:
    """The form as it is filled with what is registered, or with what was imported."""
    return ExternalForm(
        name=name,
        title=registration.name,
        endpoint=registration.endpoint,
        description=registration.description,
        how_to_use=registration.how_to_use,
        form=json.dumps(write_form(registration.form), ensure_ascii=False, indent=2),
        config=json.dumps(
            dict(registration.config) or {"max_payload_size": USUAL_PAYLOAD}, ensure_ascii=False
        ),
        system_prompt=registration.system_prompt,
        system_prompt_key=registration.system_prompt_key,
        copyable=YES if registration.copyable else "",
        operator=facts.operator,
        place=facts.place,
        government_cloud=facts.government_cloud.value,
        ismap=facts.ismap.value,
        vendor_logging=facts.vendor_logging.value,
        learning=facts.learning.value,
        ceiling=str(int(facts.ceiling)),
        yen_per_run="" if facts.yen_per_run is None else f"{facts.yen_per_run:f}",
        takes_unread_files=YES if facts.takes_unread_files else "",
        at_once=str(facts.at_once),
    )


def form_of_app(app: ExternalApp) -> ExternalForm:
    """The form of an app as it stands."""
    return form_of(app.registration, app.facts, name=app.name)


def _words(text: str) -> str:
    return storable(normalise_newlines(text)).strip()


def _answer(text: str, label: str) -> Answer:
    if text not in set(Answer):
        raise FactUnfit(label=label)
    return Answer(text)


def _class(text: str) -> InformationClass:
    offered = {str(int(each)): each for each in CLASSES}
    if text not in offered:
        raise FactUnfit(label="扱える情報の区分の上限")
    return offered[text]


def _yen(text: str) -> Decimal | None:
    plain = text.replace(",", "").strip()
    try:
        return Decimal(plain) if plain else None
    except InvalidOperation as error:
        raise FactUnfit(label="1回当たりの料金") from error


def _count(text: str) -> int:
    if not text.strip().isdecimal():
        raise FactUnfit(label="同時に送信する件数")
    return int(text)
