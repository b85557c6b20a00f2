"""How much two questions say the same, as a table."""

import pytest

from genkan.evaluation.items.likeness import alike, likeness, nearest, runs_of

ASKED = "出張から帰った職員は、いつまでに旅費を精算しなければなりませんか。"


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        (ASKED, 1.0, 1.0),
        ("出張から帰った職員は　いつまでに旅費を精算しなければなりませんか?", 1.0, 1.0),  # width and signs
        ("出張から帰った人は、いつまでに旅費を精算しなければなりませんか。", 0.7, 0.99),  # one word
        ("公印を押すことができる時間は、何時から何時までですか。", 0.0, 0.1),
        ("", 0.0, 0.0),
    ],
)
def test_likeness(other: str, least: float, most: float) -> None:
    assert least <= likeness(runs_of(ASKED), runs_of(other)) <= most


def test_the_nearest_comes_first_and_pairs_are_found_once() -> None:
    texts = {"a": ASKED, "b": ASKED.replace("職員", "人"), "c": "公印を押す時間は何時までですか。"}
    assert nearest(ASKED, {key: texts[key] for key in "bc"})[0].key == "b"
    assert [(one, near.key) for one, near in alike(texts)] == [("a", "b")]
