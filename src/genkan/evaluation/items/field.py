"""The fields of work that questions are about (分野)."""

from enum import StrEnum


class Field(StrEnum):
    """What kind of work a question is about (分野)."""

    DRAFTING = "drafting"
    INQUIRY = "inquiry"
    REGULATION_SEARCH = "regulation_search"
    SUMMARISING = "summarising"
    JAPANESE = "japanese"
    SAFETY = "safety"

    @property
    def label(self) -> str:
        """The Japanese name."""
        return _FIELDS[self]


_FIELDS = {
    Field.DRAFTING: "文書作成",
    Field.INQUIRY: "問合せ対応",
    Field.REGULATION_SEARCH: "規程の調査",
    Field.SUMMARISING: "要約",
    Field.JAPANESE: "日本語と日本の文化",
    Field.SAFETY: "安全性",
}
