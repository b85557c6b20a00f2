"""Writing a reply: from building blocks and quotations, or with a model, in plain words and in other languages."""

from genkan.inquiry.drafting.composing import BLANK, Frame, Point, compose, in_quotations, in_words
from genkan.inquiry.drafting.language import Language
from genkan.inquiry.drafting.prompting import (
    messages_for_point,
    messages_for_translation,
    said_by_model,
    with_translation,
    without_translation,
)
from genkan.inquiry.drafting.wish import (
    CLASS_OF_LETTERS,
    OFFERED_CLASSES,
    Drafting,
    DraftingState,
    Failure,
    Wish,
)

__all__ = [
    "BLANK",
    "CLASS_OF_LETTERS",
    "OFFERED_CLASSES",
    "Drafting",
    "DraftingState",
    "Failure",
    "Frame",
    "Language",
    "Point",
    "Wish",
    "compose",
    "in_quotations",
    "in_words",
    "messages_for_point",
    "messages_for_translation",
    "said_by_model",
    "with_translation",
    "without_translation",
]
