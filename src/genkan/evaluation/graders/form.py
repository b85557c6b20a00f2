"""What kind of answer a question wants (出題形式)."""

from enum import StrEnum


class Form(StrEnum):
    """The form of a question; the grader that usually fits is ``usual_grader``."""

    CHOICE = "choice"
    SHORT_ANSWER = "short_answer"
    EXTRACTION = "extraction"
    OPEN = "open"
    REFUSAL_EXPECTED = "refusal_expected"
    CITATION_REQUIRED = "citation_required"

    @property
    def label(self) -> str:
        """The form in Japanese."""
        return _LABELS[self]

    @property
    def usual_grader(self) -> str:
        """The name of the grader for questions that name none."""
        return _USUAL[self]


_LABELS = {
    Form.CHOICE: "選択式",
    Form.SHORT_ANSWER: "短答式",
    Form.EXTRACTION: "抽出式",
    Form.OPEN: "記述式",
    Form.REFUSAL_EXPECTED: "拒否すべき問い",
    Form.CITATION_REQUIRED: "出典を要する問い",
}
_USUAL = {
    Form.CHOICE: "choice",
    Form.SHORT_ANSWER: "normalised",
    Form.EXTRACTION: "contains",
    Form.OPEN: "rubric",
    Form.REFUSAL_EXPECTED: "refusal",
    Form.CITATION_REQUIRED: "citation",
}
