"""The map of rooms in the READMEs is the street of the import contracts."""

import re

import pytest

from tests.docs.generated import ROOT, rooms_on_the_street

ROW = re.compile(r"^\| `(\w+)` \| .+ \|$", re.MULTILINE)


@pytest.mark.parametrize("page", ["README.md", "README.ja.md", "docs/rooms.md"])
def test_the_page_maps_the_rooms_in_the_order_of_the_street(page: str) -> None:
    assert ROW.findall((ROOT / page).read_text("utf-8")) == rooms_on_the_street()
