"""What the routes of the item bank ask for in their signatures, and the words of their forms."""

from typing import Annotated, Any

from fastapi import Form
from pydantic import BaseModel

from genkan.evaluation.graders import GRADERS
from genkan.evaluation.graders import Form as AnswerForm
from genkan.evaluation.items.bank import ItemBank
from genkan.evaluation.items.drafting import Typed
from genkan.evaluation.items.field import Field
from genkan.evaluation.items.item import LONGEST_PROMPT, ItemState
from genkan.governance import part
from genkan.ui import Pages

BankPart = Annotated[ItemBank, part(ItemBank)]
PagesPart = Annotated[Pages, part(Pages)]

STATE_KINDS = {
    ItemState.DRAFT: "neutral",
    ItemState.IN_REVIEW: "warning",
    ItemState.APPROVED: "success",
    ItemState.RETIRED: "neutral",
}


class ItemForm(BaseModel):
    """A question as it was sent; ``version`` is what was on the page."""

    field: str = ""
    form: str = ""
    prompt: str = ""
    choices: str = ""
    key: str = ""
    rubric: str = ""
    grader: str = ""
    source: str = ""
    difficulty: str = ""
    family: str = ""
    language: str = "ja"
    tolerance: str = ""
    as_of: str = ""
    version: str = ""

    @property
    def typed(self) -> Typed:
        """The same for those who keep questions."""
        return Typed(**self.model_dump(exclude={"version"}))


class DeedForm(BaseModel):
    """What was sent with a deed."""

    version: str = ""
    note: str = ""


ItemFields = Annotated[ItemForm, Form()]
DeedFields = Annotated[DeedForm, Form()]


def seen_in(version: str) -> int:
    """The version as a number, 0 where it is none."""
    return int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else 0


def choices_of_forms() -> dict[str, Any]:
    """What the selections of a question's form offer."""
    return {
        "fields": [(field.value, field.label) for field in Field],
        "forms": [(each.value, each.label) for each in AnswerForm],
        "states": [(state.value, state.label) for state in ItemState],
        "graders": sorted(GRADERS),
        "longest_prompt": LONGEST_PROMPT,
    }
