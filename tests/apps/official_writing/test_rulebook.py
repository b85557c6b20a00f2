"""The packaged rules as data: complete, each with its source, and nothing unknown in them."""

import re

import msgspec
import pytest

from genkan.apps.official_writing import Checker, Rulebook, load_rulebook
from genkan.apps.official_writing.context.registry import contexts
from genkan.apps.official_writing.rule import Rule


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


def test_the_table_of_characters_is_whole(rulebook: Rulebook) -> None:
    kanji = {each for each in rulebook.characters if each not in "叱填頬剥々〆〇"}
    assert len(kanji) == 2136
    assert set("俺鬱璧塡剝頰𠮟彙") <= kanji
    assert kanji.isdisjoint("勺錘銑脹匁洩迄筈此其")


def test_every_rule_says_what_why_and_where_it_is_laid_down(rulebook: Rulebook) -> None:
    for rule in rulebook.rules:
        assert rule.message.endswith("。"), rule.id
        assert rule.reason.endswith("。"), rule.id
        assert rule.source in rulebook.sources, rule.id
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
        assert rulebook.theme_of(rule.id).title


def test_every_document_is_used(rulebook: Rulebook) -> None:
    assert {rule.source for rule in rulebook.rules} == set(rulebook.sources)


def test_every_rule_looks_for_something(rulebook: Rulebook) -> None:
    known = contexts(rulebook.characters)
    for rule in rulebook.rules:
        assert rule.phrases or rule.words or rule.patterns or rule.sequences or rule.context, rule.id
        assert not rule.context or rule.context in known, rule.id
    assert {rule.context for rule in rulebook.rules if rule.context} == set(known)


def test_no_word_is_its_own_correction(rulebook: Rulebook) -> None:
    for rule in rulebook.rules:
        for wrong, right in (*rule.phrases.items(), *rule.words.items()):
            assert wrong not in right.split("|"), (rule.id, wrong)


def test_an_unknown_key_is_refused() -> None:
    stated = {
        "id": "x",
        "severity": "error",
        "message": "。",
        "reason": "。",
        "source": "guide",
        "phrase": {"a": "b"},
    }
    with pytest.raises(msgspec.ValidationError, match="phrase"):
        msgspec.convert(stated, Rule)


def test_the_rules_find_nothing_wrong_in_their_own_words(checker: Checker, rulebook: Rulebook) -> None:
    own = "\n".join(f"{rule.message}\n{rule.reason}" for rule in rulebook.rules)
    assert [(each.found, each.rule) for each in checker.check(own).findings] == []
