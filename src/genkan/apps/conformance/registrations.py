"""What a host registers of the twin's apps, so that it can be seen how it calls them."""

import json
from dataclasses import dataclass

from genkan.apps.conformance.behaviour import BEHAVIOURS
from genkan.apps.conformance.twin import Twin
from genkan.apps.form.field import Field, FieldKind, Form, Item
from genkan.apps.form.schema import write_form
from genkan.apps.gennai.registration import Registration

TEXT, NUMBER, BOXES, FILE = "subject", "count", "kinds", "source"

FORM = Form(
    (
        Field(
            key=TEXT,
            kind=FieldKind.TEXT,
            title="件名",
            description="数字だけを入力してください。",
            required=True,
        ),
        Field(key=NUMBER, kind=FieldKind.NUMBER, title="部数", minimum=1, maximum=1000),
        Field(
            key=BOXES,
            kind=FieldKind.CHECKBOX,
            title="種別",
            description="2つ以上選んでください。",
            items=(Item("通知", "notice"), Item("照会", "inquiry"), Item("回答", "reply")),
        ),
        Field(key=FILE, kind=FieldKind.FILE, title="資料", description="ファイルを添付してください。"),
    ),
    continues=True,
)


def registration_of(name: str, *, base: str) -> Registration:
    """The registration of one app of a twin that stands at ``base``."""
    return Registration(
        name=f"適合性確認（{name}）",
        endpoint=f"{base.rstrip('/')}/apps/{name}",
        form=FORM,
        description="ホストが源内アプリのプロトコルのとおりに呼び出すかを確かめるための、見本のアプリです。",
        how_to_use=":::disclosure{title=確かめ方}\n件名に数字だけを入力し、種別を2つ以上選び、ファイルを添付してください。\n:::",
        config={"max_payload_size": "6MB"},
    )


@dataclass(frozen=True)
class Offered:
    """One app of a twin as a host registers it; ``form`` is JSON."""

    title: str
    endpoint: str
    key: str
    form: str


def registrations(twin: Twin, *, base: str) -> tuple[Offered, ...]:
    """The apps of a twin that stands at ``base``, the well-behaved ones first."""
    ordered = sorted(BEHAVIOURS, key=lambda name: BEHAVIOURS[name].misbehaves)
    form = json.dumps(write_form(FORM), ensure_ascii=False, indent=2)
    named = ((name, registration_of(name, base=base)) for name in ordered)
    return tuple(Offered(each.name, each.endpoint, twin.keys[name], form) for name, each in named)
