"""Titles and opinions as forms send them."""

import pytest

from genkan.workspace.errors import CommentTooLong, FeedbackMissing, TitleEmpty, TitleTooLong
from genkan.workspace.feedback import COMMENT_LIMIT, Reason, checked_opinion
from genkan.workspace.tidying import TITLE_LIMIT, checked_title


def test_a_title_is_one_line() -> None:
    assert checked_title("  旅費\r\nの  質問\x00 ") == "旅費 の 質問"


@pytest.mark.parametrize("text", ["", "   ", "\n\x00"])
def test_a_title_needs_characters(text: str) -> None:
    with pytest.raises(TitleEmpty):
        checked_title(text)


def test_a_title_has_a_limit() -> None:
    assert checked_title("あ" * TITLE_LIMIT)
    with pytest.raises(TitleTooLong, match=f"{TITLE_LIMIT + 1}文字"):
        checked_title("あ" * (TITLE_LIMIT + 1))


def test_reasons_belong_to_an_answer_that_did_not_help() -> None:
    opinion = checked_opinion(helpful="no", reasons=["style", "incorrect"], comment=" 長い\r\nです ")
    assert (opinion.helpful, opinion.comment) == (False, "長い\nです")
    assert opinion.reasons == (Reason.INCORRECT, Reason.STYLE)
    assert checked_opinion(helpful="yes", reasons=["style"], comment="").reasons == ()


@pytest.mark.parametrize(
    ("helpful", "reasons"),
    [("", []), ("perhaps", []), ("no", ["ugly"])],  # nothing chosen, a value and a reason that do not exist
)
def test_an_opinion_is_yes_or_no_with_known_reasons(helpful: str, reasons: list[str]) -> None:
    with pytest.raises(FeedbackMissing):
        checked_opinion(helpful=helpful, reasons=reasons, comment="")


def test_a_comment_has_a_limit() -> None:
    with pytest.raises(CommentTooLong):
        checked_opinion(helpful="no", reasons=[], comment="あ" * (COMMENT_LIMIT + 1))
