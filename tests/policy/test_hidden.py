"""Personal data that is divided among texts or encoded in one, row by row."""

import base64
import json
from urllib.parse import quote

import pytest

from genkan.catalogue import Answer, InformationClass
from genkan.governance import Role
from genkan.policy import (
    Allow,
    Circumstances,
    Decision,
    DeploymentFacts,
    Kind,
    Mask,
    Refuse,
    Rules,
    Treatment,
    decide,
)

NUMBER = "526018159084"
UNKNOWN, NO, ONE = Answer.UNKNOWN, Answer.NO, InformationClass.ONE
LOGGING = DeploymentFacts("d", "m", True, "JP", NO, UNKNOWN, NO, ONE)


def decided(*texts: str, rules: Rules | None = None) -> Decision:
    """What the policy says of a question of staff to a deployment that may log."""
    return decide(Circumstances(frozenset({Role.STAFF}), rules or Rules(), ONE, LOGGING, texts))


def base64_of(text: str) -> str:
    """The text in base64, in UTF-8."""
    return base64.b64encode(text.encode()).decode()


# Each hides a My Number, a telephone number or an account, and none can be masked where it stands.
HIDDEN: list[tuple[str, ...]] = [
    # Divided: in the next message, in the one after an answer, in three, and with a text around each part.
    ("個人番号は526018", "159084です。"),
    (NUMBER[:6], "続きをどうぞ。", NUMBER[6:]),
    ("5260", "1815", "9084"),
    ("番号の前半は526018", "159084が後半です。"),
    ("電話は03-1234-", "5678までお願いします。"),
    # Divided among the strings of the arguments of a tool.
    (json.dumps({"first": NUMBER[:6], "second": NUMBER[6:]}),),
    (json.dumps({"rows": [["5260", "1815", "9084"]]}),),
    (json.dumps({"label": "口座番号", "as_it_was_written_by_the_applicant_in_the_form": "1234567"}),),
    # Characters by their numbers.
    ("".join(f"\\u{ord(digit):04x}" for digit in NUMBER),),
    ("".join(f"\\\\u{ord(digit):04X}" for digit in NUMBER),),
    ("番号は" + "".join(f"\\x{ord(digit):02x}" for digit in NUMBER),),
    ("526018" + "".join(f"\\u{{{ord(digit):x}}}" for digit in NUMBER[6:]),),
    ("".join(f"&#{ord(digit)};" for digit in NUMBER),),
    ("".join(f"&#x{ord(digit):x};" for digit in NUMBER),),
    # Percent signs, all of it or a part, also around Japanese.
    ("".join(f"%{ord(digit):02X}" for digit in NUMBER),),
    ("https://example.jp/?n=5260%3181590%384",),
    (quote("電話０３－１２３４－５６７８"),),
    ("".join(f"%{byte:02x}" for byte in "電話０３－１２３４－５６７８".encode("cp932")),),
    # Base64 of the number, of a sentence, without its filling, and as in an address.
    (base64_of(NUMBER),),
    (f"復号すると {base64_of('個人番号は' + NUMBER + 'です。')} です。",),
    (base64_of("電話03-1234-5678").rstrip("="),),
    (base64_of("???>>>" + NUMBER).replace("+", "-").replace("/", "_"),),
    # More unseen characters between digits than gaps may have.
    ("\u200b\u200c\u200d\u2060\ufeff".join(NUMBER),),
    ("\U000e0031\U000e0032\U000e0033\U000e0034".join(NUMBER),),
]

# What only looks so.
HARMLESS: list[tuple[str, ...]] = [
    ("第12条の期限は2026年", "12月31日です。"),
    ("件数は1024", "2048件です。"),
    ("会議は3月", "15日14時です。", "16時に終わります。"),
    (json.dumps({"from": "2026-11-01", "to": "2026-11-30"}),),
    (json.dumps({"counts": [526018, 159085, 1024]}),),
    ("達成率は50%で、前年の20%を上回る。",),
    ("https://example.jp/%E6%96%87%E6%9B%B8%E7%AE%A1%E7%90%86",),
    ("aGVsbG8gd29ybGQgYW5kIG1vcmU=",),
    ("internationalization と responsibilities を訳してください。",),
    (r"C:\users\taro\xampp\u0041rchive",),
    ("国\u200b家\u200b公\u200b文\u200b書",),
    ("",),
    ("", "1", ""),
]


@pytest.mark.parametrize("texts", HIDDEN)
def test_what_cannot_be_masked_is_refused_with_a_way_out(texts: tuple[str, ...]) -> None:
    decision = decided(*texts)

    assert isinstance(decision, Refuse), decision
    assert decision.rule == "hidden_personal_data"
    assert "伏せることができない" in decision.sentence
    assert decision.next_step


@pytest.mark.parametrize("texts", HARMLESS)
def test_what_only_looks_so_passes(texts: tuple[str, ...]) -> None:
    assert decided(*texts) == Allow()


def test_a_number_that_the_text_before_names_is_masked() -> None:
    decision = decided("振込先の口座番号は次のとおりです。\n普通", "1234567へお願いします。")

    assert isinstance(decision, Mask)
    assert decision.texts[1] == "〔口座番号1〕へお願いします。"


@pytest.mark.parametrize(
    "text", ["５２６０１８１５９０８４", "5260\u200b1815\u200b9084", "5\u200b2\u200b6018159084"]
)
def test_what_can_be_masked_is_masked(text: str) -> None:
    decision = decided(text)

    assert isinstance(decision, Mask)
    assert decision.texts == ("〔個人番号1〕",)


def test_a_warning_is_enough_where_the_organisation_wants_no_more() -> None:
    rules = Rules(treatments={Kind.PHONE: Treatment.WARN})
    decision = decided("電話は03-1234-", "5678です。", rules=rules)

    assert isinstance(decision, Allow)
    assert "電話番号" in decision.notice


def test_what_the_organisation_refuses_is_refused_also_where_it_is_hidden() -> None:
    rules = Rules(treatments={Kind.PHONE: Treatment.REFUSE})
    decision = decided(base64_of("電話03-1234-5678"), rules=rules)

    assert isinstance(decision, Refuse)
    assert decision.rule == "personal_data"


# Each would take minutes if the time grew faster than the length: unfinished beginnings, thousands of findings, depth.
LENGTH = 100_000
HOSTILE: dict[str, tuple[str, ...]] = {
    "backslashes": ("\\" * LENGTH,),
    "backslashes before half a number": (("\\" * 999 + "u003 ") * (LENGTH // 1004),),
    "entities without an end": ("&#1" * (LENGTH // 3),),
    "percent signs": ("%31 " * (LENGTH // 4),),
    "telephone numbers in base64": ("MDMtMTIzNC01Njc4 " * (LENGTH // 17),),
    "unseen characters between digits": ("1\u200b" * (LENGTH // 2),),
    "a long word": ("A" * LENGTH,),
    "a deep document": ("[" * 900 + '"1",' * (LENGTH // 4) + '"2"' + "]" * 900,),
    "numbers in a document": (json.dumps(["090", "1234", "5678"] * (LENGTH // 24)),),
    "short messages": ("090-1234-", "5678") * (LENGTH // 100),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("texts", HOSTILE.values(), ids=HOSTILE)
def test_the_time_grows_with_the_length_alone(texts: tuple[str, ...]) -> None:
    assert decided(*texts)
