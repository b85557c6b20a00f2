"""The words of the usage that are no counts."""

from genkan.gateway.ask import Purpose
from genkan.gateway.usage.wording import NAMES, PURPOSES


def test_every_purpose_has_words() -> None:
    everything = {purpose.value for purpose in Purpose}
    assert set(PURPOSES) == everything
    assert everything <= set(NAMES)
