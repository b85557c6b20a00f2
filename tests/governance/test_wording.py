"""What the ledger's pages say of an event: in Japanese to the last word."""

import re
from pathlib import Path

import pytest

import genkan
from genkan.governance.ledger.wording import SUBJECTS, kind_in_japanese

_KIND = re.compile(r'= "([a-z_]+:[a-z_]+(?::[a-z_]+)?)"')
KINDS = sorted(
    {
        kind
        for path in Path(genkan.__file__).parent.rglob("events.py")
        for kind in _KIND.findall(path.read_text())
    }
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_kind_is_known(kind: str) -> None:
    assert not any(word.isascii() and word != "API" for word in kind_in_japanese(kind).split("・"))


def test_every_kind_can_be_filtered_by() -> None:
    assert {kind.split(":")[0] for kind in KINDS} == set(SUBJECTS)
