"""What a text is for (文章の種類), on which some rules depend."""

from enum import StrEnum


class TextKind(StrEnum):
    """``DOCUMENT`` is the usual one, such as a notice; ``PUBLIC`` speaks to everybody, ``REGULATION`` lays rules down."""

    DOCUMENT = "document"
    PUBLIC = "public"
    REGULATION = "regulation"

    @property
    def label(self) -> str:
        """What staff read."""
        return _LABELS[self]


_LABELS = {
    TextKind.DOCUMENT: "通知、照会、報告など",
    TextKind.PUBLIC: "広報、案内、解説など",
    TextKind.REGULATION: "条例、規則、要綱など",
}
