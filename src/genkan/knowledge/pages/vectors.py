"""The choice of the model that says what articles mean, and how far its vectors are."""

from collections import Counter
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.governance import AdministersModels, Ledger, Now, Reading, Writing, part
from genkan.kit import storable
from genkan.knowledge.library import Library
from genkan.knowledge.pages.parts import LibraryPart, PagesPart
from genkan.knowledge.pages.refusal import shown_standings
from genkan.knowledge.vectors.choosing import (
    LEAST_CHARACTERS,
    LONGEST_PREFIX,
    QUESTION_CLASSES,
    choose_vectors,
    end_vectors,
    offered_models,
)
from genkan.knowledge.vectors.errors import CharactersOutOfRange, DimensionsOutOfRange, VectorPlanRefused
from genkan.knowledge.vectors.plan import MOST_CHARACTERS, MOST_DIMENSIONS, USUAL_CHARACTERS, VectorPlan
from genkan.knowledge.vectors.schedule import VectorSchedule
from genkan.knowledge.vectors.standing import VectorStanding
from genkan.ui import Pages

router = APIRouter(prefix="/administration/vectors")
LedgerPart = Annotated[Ledger, part(Ledger)]
SchedulePart = Annotated[VectorSchedule, part(VectorSchedule)]
_DEEDS = frozenset({"chosen", "ended"})
_MEGABYTE = 1_000_000


class VectorForm(BaseModel):
    """What is typed; numbers as they were written."""

    model: str = ""
    dimensions: str = ""
    question_class: str = "2"
    characters: str = str(USUAL_CHARACTERS)
    question_prefix: str = ""
    text_prefix: str = ""

    def plan(self) -> VectorPlan:
        """What it means. Raises ``DimensionsOutOfRange`` and ``CharactersOutOfRange``."""
        dimensions, characters = _number(self.dimensions), _number(self.characters)
        if dimensions is None and self.dimensions.strip():
            raise DimensionsOutOfRange(most=f"{MOST_DIMENSIONS:,}")
        if characters is None:
            raise CharactersOutOfRange(least=f"{LEAST_CHARACTERS:,}", most=f"{MOST_CHARACTERS:,}")
        return VectorPlan(
            model=storable(self.model),
            dimensions=dimensions,
            question_class=_number(self.question_class) or 0,
            characters=characters,
            question_prefix=storable(self.question_prefix),
            text_prefix=storable(self.text_prefix),
        )


@router.get("")
async def show_vectors(
    request: Request,
    viewer: AdministersModels,
    connection: Reading,
    library: LibraryPart,
    pages: PagesPart,
    done: str = "",
) -> HTMLResponse:
    """What is chosen, how far the vectors are, and the form."""
    return await _show(request, connection, library, pages, done=done if done in _DEEDS else "")


@router.post("")
async def choose(
    request: Request,
    viewer: AdministersModels,
    connection: Writing,
    library: LibraryPart,
    pages: PagesPart,
    ledger: LedgerPart,
    schedule: SchedulePart,
    clock: Now,
    form: Annotated[VectorForm, Form()],
) -> Response:
    """Choose a model and have the vectors made; what was typed comes back with a refusal."""
    try:
        await choose_vectors(
            connection,
            form.plan(),
            schedule=schedule,
            ledger=ledger,
            clock=clock,
            actor=viewer.person.id,
        )
    except VectorPlanRefused as problem:
        return await _show(request, connection, library, pages, form=form, problem=problem)
    return RedirectResponse("/administration/vectors?done=chosen", status_code=303)


@router.post("/end")
async def end(
    viewer: AdministersModels,
    connection: Writing,
    ledger: LedgerPart,
    schedule: SchedulePart,
    clock: Now,
) -> Response:
    """Search by words alone from now on."""
    await end_vectors(connection, schedule=schedule, ledger=ledger, clock=clock, actor=viewer.person.id)
    return RedirectResponse("/administration/vectors?done=ended", status_code=303)


async def _show(
    request: Request,
    connection: AsyncConnection,
    library: Library,
    pages: Pages,
    *,
    done: str = "",
    form: VectorForm | None = None,
    problem: VectorPlanRefused | None = None,
) -> HTMLResponse:
    standing = await library.vectors.standing(connection)
    shown = shown_standings(request, pages, standing)
    return pages.render(
        request,
        "knowledge/vectors.html",
        status=problem.status if problem else 200,
        standing=standing,
        refused=Counter(each.refusal for each in shown.values() if each.refusal).most_common(),
        megabytes=standing.size / _MEGABYTE if standing else 0,
        form=form or _form_of(standing),
        models=await offered_models(connection),
        classes=[(str(int(each)), each.label) for each in QUESTION_CLASSES],
        longest=LONGEST_PREFIX,
        done=done,
        problem=pages.explain(request, problem) if problem else None,
        wrong_field=problem.field if problem else "",
    )


def _form_of(standing: VectorStanding | None) -> VectorForm:
    """The form with what is chosen in it."""
    if standing is None:
        return VectorForm()
    chosen = asdict(standing.plan)
    return VectorForm(**{name: "" if value is None else str(value) for name, value in chosen.items()})


def _number(text: str) -> int | None:
    plain = text.strip().replace(",", "")
    return int(plain) if plain.isdecimal() and len(plain) < 10 else None
