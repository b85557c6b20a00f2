"""What a run is about, by which people tell one from another."""

import pytest

from genkan.apps.subject import subject_of

# (what was entered, the files, what it is about)
SUBJECTS = [
    ({"kind": "notice", "day": "2026-04-01", "title": "研修の実施について"}, (), "研修の実施について"),
    ({"text": "# 令和8年度予算\n\n本文である。", "length": "short"}, (), "令和8年度予算"),
    (
        {"text": "The Ministry of Examples opens a counter.", "direction": "en-ja"},
        (),
        "The Ministry of Examples opens…",
    ),
    ({"text": "", "length": "short"}, ("予算案.xlsx", "別紙.docx"), "予算案"),
    ({"text": "***\n本文"}, ("予算案",), "予算案"),
    ({"text": "", "length": "short"}, (), ""),
]


@pytest.mark.parametrize(("values", "files", "subject"), SUBJECTS)
def test_the_first_words_that_say_something(
    values: dict[str, str], files: tuple[str, ...], subject: str
) -> None:
    assert subject_of(values, files) == subject
