"""What the policy tells a person can be read in English too."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import genkan.ui
from genkan.policy import Circumstances, Refuse, decide
from tests.policy.test_decide import ROWS, asked, failing


@pytest.mark.parametrize("circumstances", [row[0] for row in ROWS if row[1]])
def test_every_refusal_has_english(circumstances: Circumstances) -> None:
    decision = decide(circumstances)

    assert isinstance(decision, Refuse)
    assert {decision.sentence, decision.next_step} <= translated()


def test_the_refusal_after_a_failure_has_english() -> None:
    decision = decide(asked(), detect=failing)

    assert isinstance(decision, Refuse)
    assert {decision.sentence, decision.next_step} <= translated()


def translated() -> set[str]:
    """The message ids of the room's catalogue."""
    path = Path(genkan.ui.__file__).parent / "locales" / "en" / "policy.po"
    with path.open("rb") as file:
        return {message.id for message in read_po(file, locale="en") if isinstance(message.id, str)}
