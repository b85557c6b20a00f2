"""What a person sends of an entry of the frequently asked questions, and what the form of one shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Form, Request
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Viewer
from genkan.inquiry.errors import EntryProblem, InquiryProblem
from genkan.inquiry.faq.draft import FaqDraft
from genkan.inquiry.faq.faq import (
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    LONGEST_REMARK,
    FaqContent,
    FaqState,
    ReasonKind,
)
from genkan.inquiry.faq.store.lists import FaqWanted
from genkan.inquiry.office_keeping import offices_of
from genkan.inquiry.store.topics import list_topics
from genkan.kit import storable
from genkan.ui import Pages

FAQ_KINDS = {
    FaqState.DRAFT: "info",
    FaqState.AWAITING: "warning",
    FaqState.PUBLISHED: "success",
    FaqState.REVIEW: "error",
    FaqState.RETIRED: "neutral",
}
QUERY_LIMIT = 100
MOST_WORDS = 10
_LIMITS: Mapping[str, int] = {
    "question": LONGEST_QUESTION,
    "answer": LONGEST_ANSWER,
    "remark": LONGEST_REMARK,
}


class FaqSearch(BaseModel):
    """What is looked for, and which page of it."""

    q: str = ""
    topic: str = ""
    page: str = ""

    @property
    def words(self) -> str:
        """What is searched for."""
        return storable(self.q)[:QUERY_LIMIT].strip()

    @property
    def number(self) -> int:
        """The number of the page, 1 where it is none."""
        return max(1, int(self.page)) if self.page.isdecimal() and len(self.page) < 5 else 1

    def wanted(self, organisation_id: str) -> FaqWanted:
        """The same for the store."""
        words = tuple(self.words.split()[:MOST_WORDS])
        return FaqWanted(organisation_id, topic_id=storable(self.topic), words=words)


class FaqForm(BaseModel):
    """The fields; ``version`` is what was on the page, ``concern`` which question of a case is meant."""

    version: str = ""
    concern: str = ""
    question: str = ""
    answer: str = ""
    citations: str = ""
    topic: str = ""
    office: str = ""
    review_on: str = ""
    is_public: str = ""
    looked_at: str = ""
    remark: str = ""

    @property
    def seen(self) -> int:
        """The version as a number, 0 where it is none."""
        return int(self.version) if self.version.isdecimal() and len(self.version) < 10 else 0

    @property
    def chosen(self) -> int:
        """The concern as a number, 0 where it is none."""
        return int(self.concern) if self.concern.isdecimal() and len(self.concern) < 4 else 0

    @property
    def draft(self) -> FaqDraft:
        """The entry as it was typed."""
        return FaqDraft(
            question=self.question,
            answer=self.answer,
            citations=self.citations,
            topic_id=storable(self.topic),
            office_id=storable(self.office),
            review_on=self.review_on,
            is_public=bool(self.is_public),
        )


FaqFields = Annotated[FaqForm, Form()]


@dataclass(frozen=True)
class FaqRefusal:
    """Why something was not done, and what was sent with it."""

    problem: InquiryProblem
    form: FaqForm


def draft_from(content: FaqContent) -> FaqDraft:
    """What the form holds of an entry as it is kept."""
    return FaqDraft(
        question=content.question,
        answer=content.answer,
        citations="\n".join(each.citation for each in content.basis),
        topic_id=content.topic_id or "",
        office_id=content.office_id or "",
        review_on=content.review_on.isoformat(),
        is_public=content.is_public,
    )


async def form_context(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    draft: FaqDraft,
    refusal: FaqRefusal | None,
) -> dict[str, object]:
    """What every page with the form of an entry shows."""
    own, problem = viewer.organisation.id, refusal.problem if refusal else None
    told = pages.explain(request, problem) if problem else None
    field = problem.field if isinstance(problem, EntryProblem) else ""
    return {
        "draft": draft,
        "topics": {topic.id: topic.label for topic in await list_topics(connection, own)},
        "offices": await offices_of(connection, own),
        "errors": {field: told[0]} if told and field else {},
        "told": told,
        "refusal": refusal,
        "limits": _LIMITS,
        "state_kinds": FAQ_KINDS,
        "due": ReasonKind.DUE,
    }
