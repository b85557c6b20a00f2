"""Names in texts."""

import pytest

from genkan.knowledge.names.names import Names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # the longest name wins
        ("例示省文書管理規程について", ["例示省文書管理規程"]),
        ("文書管理規程と旅費規程", ["文書管理規程", "旅費規程"]),
        # widths do not matter
        ("ＡＩ利用規程", ["ＡＩ利用規程"]),
        # a short name at the end of the text, where a longer one begins alike
        ("国の旅費", ["旅費"]),
        ("規程", []),
        ("", []),
    ],
)
def test_names_are_found_as_written(text: str, found: list[str]) -> None:
    names = Names.of(["例示省文書管理規程", "文書管理規程", "旅費規程", "旅費", "AI利用規程", "印"])
    assert [text[one.start : one.end] for one in names.find(text)] == found
