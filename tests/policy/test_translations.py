"""What the policy tells a person can be read in English too."""

import re

import pytest

from genkan.policy import Allow, Circumstances, Kind, Mask, Refuse, Rules, Treatment, decide
from genkan.ui.translation import Translations
from tests.policy.test_decide import MAIL, MINE, ORGANISATION_S_OWN_ROWS, ROWS, asked, failing, found_once

JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


@pytest.mark.parametrize("circumstances", [row[0] for row in ROWS + ORGANISATION_S_OWN_ROWS if row[1]])
def test_every_refusal_has_english(circumstances: Circumstances) -> None:
    decision = decide(circumstances)

    assert isinstance(decision, Refuse)
    for word in circumstances.organisation_rules.banned_words:
        assert not JAPANESE.search(english(decision.sentence).replace(word, ""))
    assert english(decision.sentence) != decision.sentence
    assert not JAPANESE.search(english(decision.next_step))


def test_the_refusal_after_a_failure_has_english() -> None:
    decision = decide(asked(), detect=failing)

    assert isinstance(decision, Refuse)
    assert not JAPANESE.search(english(decision.sentence) + english(decision.next_step))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("treatment", [Treatment.WARN, Treatment.MASK, Treatment.REFUSE])
def test_every_kind_has_english(kind: Kind, treatment: Treatment) -> None:
    decision = decide(asked(rules=Rules(treatments={kind: treatment})), detect=found_once(kind))

    told = decision.sentence + decision.next_step if isinstance(decision, Refuse) else decision.notice
    parts = (decision.sentence, decision.next_step) if isinstance(decision, Refuse) else (told,)
    assert told
    assert not any(JAPANESE.search(english(part)) for part in parts)


def test_masking_and_warning_together_have_english() -> None:
    rules = Rules(treatments={Kind.EMAIL: Treatment.WARN})
    decision = decide(asked(rules=rules, texts=(f"{MINE} {MAIL}",)))

    assert isinstance(decision, Mask | Allow)
    assert english(decision.notice).startswith("Personal data (My Number: 1) was masked")
    assert "(e-mail address)" in english(decision.notice)


def english(text: str) -> str:
    """The text as a person who reads English sees it."""
    return Translations().translate("en", text)


def test_the_refusal_of_what_is_hidden_has_english() -> None:
    decision = decide(asked(texts=(MINE[:6], MINE[6:])))

    assert isinstance(decision, Refuse)
    assert decision.rule == "hidden_personal_data"
    assert "(My Number)" in english(decision.sentence)
    assert not JAPANESE.search(english(decision.sentence) + english(decision.next_step))
