"""Tool arguments and results of staff are read without escapes, and stay documents."""

import json

from genkan.catalogue import InformationClass
from genkan.gateway.ask import Ask, Purpose
from genkan.gateway.screening import texts_of, with_texts
from genkan.policy import find_personal_data
from genkan.policy.placeholder import mask
from genkan.providers import Message, ToolCall

PHONE = "090-1234-5678"
HIDDEN = "".join(f"\\u{ord(character):04x}" for character in PHONE)


def _ask(arguments: str, result: str) -> Ask:
    return Ask(
        person_id="person",
        organisation_id="organisation",
        purpose=Purpose.CHAT,
        information_class=InformationClass.ONE,
        deployment_id="deployment",
        messages=(
            Message("assistant", "", (ToolCall("1", "search", arguments),)),
            Message("tool", result, (), "1"),
        ),
    )


def _masked(ask: Ask) -> Ask:
    texts = texts_of(ask)
    return with_texts(ask, mask(texts, findings=[find_personal_data(text) for text in texts]).texts)


def test_hidden_numbers_are_masked() -> None:
    masked = _masked(_ask(f'{{"to": "{HIDDEN}", "n": 123456789018, "x": "\\n"}}', f'["{HIDDEN}", "\\n"]'))
    arguments = json.loads(masked.messages[0].tool_calls[0].arguments)
    assert arguments == {"to": "〔電話番号1〕", "n": "〔個人番号1〕", "x": "\n"}
    assert json.loads(masked.messages[1].content) == ["〔電話番号1〕", "\n"]


def test_what_holds_nothing_stays_as_it_is() -> None:
    ask = _ask('{"to": "a\\nb"}', "結果\\n")
    assert with_texts(ask, texts_of(ask)) == ask
