"""Blocks that open when asked for, within the Markdown of how to use an app."""

import pytest

from genkan.apps.gennai.disclosure import Part, parts_of

CASES = [
    ("", ()),
    ("本文", (Part("本文"),)),
    ("前\n:::disclosure{title=見出し}\n中\n:::\n後", (Part("前"), Part("中", "見出し"), Part("後"))),
    (':::disclosure{title="二つの 語"}\n中\n:::', (Part("中", "二つの 語"),)),
    ("::::disclosure{title='a'}\n中\n::::", (Part("中", "a"),)),
    # without a title, without an end, without anything within
    (":::disclosure\n中\n:::", (Part("中", "詳しく見る"),)),
    (":::disclosure{title=a}\n中", (Part("中", "a"),)),
    (":::disclosure{title=a}\n:::", ()),
    # one after another, and an end that nothing began
    (":::disclosure{title=a}\n一\n:::disclosure{title=b}\n二\n:::", (Part("一", "a"), Part("二", "b"))),
    ("本文\n:::", (Part("本文\n:::"),)),
    (":::disclosure{title=<script>}\n中\n:::", (Part("中", "<script>"),)),
]


@pytest.mark.parametrize(("text", "parts"), CASES)
def test_the_parts_of_a_text(text: str, parts: tuple[Part, ...]) -> None:
    assert parts_of(text, untitled="詳しく見る") == parts
