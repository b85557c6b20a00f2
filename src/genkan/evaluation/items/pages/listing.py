"""The questions of an organisation by field, form, difficulty, state, and whether anybody has seen them."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from genkan.apps import download_headers
from genkan.evaluation.graders import Form
from genkan.evaluation.items.field import Field
from genkan.evaluation.items.item import Item, ItemState
from genkan.evaluation.items.likeness import WARN_FROM
from genkan.evaluation.items.pages.parts import STATE_KINDS, BankPart, PagesPart, choices_of_forms
from genkan.evaluation.items.store.exposures import burnt_counts
from genkan.evaluation.items.store.items import Wanted, list_items
from genkan.evaluation.items.store.public_sets import list_public_sets
from genkan.governance import KeepsItems, Reading, Viewer, Writing

router = APIRouter(prefix="/items")

_BURNT = {"yes": True, "no": False}
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPEN = frozenset({ItemState.DRAFT, ItemState.IN_REVIEW})


class ListQuery(BaseModel):
    """Which questions are looked at, as the address says it; what names none is left out."""

    field: str = ""
    form: str = ""
    difficulty: str = ""
    state: str = ""
    burnt: str = ""
    done: str = ""

    def wanted(self, viewer: Viewer) -> Wanted:
        """The same for the store."""
        return Wanted(
            viewer.organisation.id,
            field=Field(self.field) if self.field in set(Field) else None,
            form=Form(self.form) if self.form in set(Form) else None,
            difficulty=int(self.difficulty) if self.difficulty in ("1", "2", "3") else None,
            state=ItemState(self.state) if self.state in set(ItemState) else None,
            burnt=_BURNT.get(self.burnt),
        )

    @property
    def address(self) -> str:
        """The same conditions for a download."""
        kept = self.model_dump(exclude={"done"})
        return urlencode({name: value for name, value in kept.items() if value})


QueryFields = Annotated[ListQuery, Query()]


@router.get("")
async def show_items(
    request: Request, viewer: KeepsItems, connection: Reading, pages: PagesPart, query: QueryFields
) -> Response:
    """The questions that are meant; words are shown only of those that nobody has approved yet."""
    found = await list_items(connection, query.wanted(viewer))
    return pages.render(
        request,
        "evaluation/items/list.html",
        query=query,
        items=found,
        headings={item.id: _shown(item) for item in found},
        burnt=await burnt_counts(connection, [item.id for item in found]),
        public_sets=await list_public_sets(connection, viewer.organisation.id),
        state_kinds=STATE_KINDS,
        **choices_of_forms(),
    )


@router.get("/export.jsonl")
async def download_lines(
    viewer: KeepsItems, connection: Writing, bank: BankPart, query: QueryFields
) -> Response:
    """The questions that are meant, one JSON object a line."""
    content = await bank.export(connection, query.wanted(viewer), actor=viewer.person.id)
    return Response(content, headers=download_headers("items.jsonl", "application/x-ndjson"))


@router.get("/export.xlsx")
async def download_workbook(
    viewer: KeepsItems, connection: Writing, bank: BankPart, query: QueryFields
) -> Response:
    """The questions that are meant as a workbook."""
    content = await bank.export(connection, query.wanted(viewer), actor=viewer.person.id, as_excel=True)
    return Response(content, headers=download_headers("items.xlsx", _WORKBOOK))


@router.get("/likeness")
async def show_likeness(
    request: Request, viewer: KeepsItems, connection: Reading, pages: PagesPart, bank: BankPart
) -> Response:
    """Questions that say much the same as another, or as a public one."""
    return pages.render(
        request,
        "evaluation/items/likeness.html",
        pairs=await bank.alike(connection, viewer.organisation.id),
        ids={item.code: item.id for item in await list_items(connection, Wanted(viewer.organisation.id))},
        public_sets=await list_public_sets(connection, viewer.organisation.id),
        least=WARN_FROM,
    )


def _shown(item: Item) -> str:
    return item.heading if item.state in _OPEN else ""
