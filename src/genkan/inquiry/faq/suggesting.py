"""Entries that answer what a concern asks; those that have to be looked at anew are among them, and say so."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.case import Case
from genkan.inquiry.faq.faq import Faq
from genkan.inquiry.faq.standing import reasons_for, wordings_for
from genkan.inquiry.faq.store import lists
from genkan.inquiry.sorting import Concern, Likeness

PREFIX = "faq:"
_LOOKED_THROUGH = 300
_LIKE = 0.2
_MOST = 3


@dataclass(frozen=True)
class SuggestedFaq:
    """An entry that asks what a concern asks; one that ``may_be_taken`` is in use and rests on what is in force today."""

    faq: Faq
    may_be_taken: bool

    @property
    def block_id(self) -> str:
        """By which a draft names it among building blocks."""
        return PREFIX + self.faq.id


async def suggest_faqs(
    connection: AsyncConnection, case: Case, concerns: Sequence[Concern], *, day: date
) -> tuple[tuple[SuggestedFaq, ...], ...]:
    """For each concern the entries most alike, at most three."""
    kept = await lists.list_given(connection, case.organisation_id, case.topic_id, limit=_LOOKED_THROUGH)
    alike = await asyncio.to_thread(_alike, [each.text for each in concerns], kept)
    wordings = await wordings_for(connection, {faq.id: faq for row in alike for faq in row}.values(), day=day)
    return tuple(
        tuple(
            SuggestedFaq(faq, faq.is_in_use and not reasons_for(faq.content, wordings, day=day))
            for faq in row
        )
        for row in alike
    )


async def faqs_to_take(
    connection: AsyncConnection, block_ids: Sequence[str], *, organisation_id: str, day: date
) -> dict[str, Faq]:
    """Those of the entries named among building blocks that may be taken, by the same name."""
    ids = [each.removeprefix(PREFIX) for each in block_ids if each.startswith(PREFIX)]
    kept = await lists.in_use_with_ids(connection, ids, organisation_id=organisation_id)
    wordings = await wordings_for(connection, kept.values(), day=day)
    return {PREFIX + id_: faq for id_, faq in kept.items() if not reasons_for(faq.content, wordings, day=day)}


def _alike(concerns: Sequence[str], kept: Sequence[Faq]) -> list[tuple[Faq, ...]]:
    return [most_alike_faqs(concern, kept) for concern in concerns] if kept else [()] * len(concerns)


def most_alike_faqs(concern: str, kept: Sequence[Faq]) -> tuple[Faq, ...]:
    """Up to three of the entries by their questions, the most alike first; none that has little in common."""
    # The concern is among them, so that words that no entry has count against them.
    shares = Likeness([*(faq.content.question for faq in kept), concern]).to(concern)[:-1]
    ranked = sorted(zip(shares, range(len(kept)), strict=True), key=lambda pair: (-pair[0], pair[1]))
    return tuple(kept[place] for share, place in ranked[:_MOST] if share >= _LIKE)
