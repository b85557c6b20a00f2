"""Why articles of a collection have no vectors, in the reader's language."""

from dataclasses import dataclass

from fastapi import Request

from genkan.knowledge.vectors.standing import CollectionStanding, VectorStanding
from genkan.knowledge.vectors.store import VectorRefusal
from genkan.ui import Pages


@dataclass(frozen=True, slots=True)
class ShownStanding:
    """How many articles of a collection have a vector, and the sentence and next step of what keeps the others back."""

    covered: int
    articles: int
    refusal: tuple[str, str] | None


def shown_standings(
    request: Request, pages: Pages, standing: VectorStanding | None
) -> dict[str, ShownStanding]:
    """The collections by id; none where no vectors are wanted."""
    held = standing.collections if standing else dict[str, CollectionStanding]()
    return {
        one: ShownStanding(
            each.covered, each.articles, _told(request, pages, each.refusal) if each.refusal else None
        )
        for one, each in held.items()
    }


def _told(request: Request, pages: Pages, refusal: VectorRefusal) -> tuple[str, str]:
    language = pages.language(request)
    sentence, next_step = (
        pages.translate(language, message).format_map(refusal.details)
        for message in (refusal.sentence, refusal.next_step)
    )
    return sentence, next_step
