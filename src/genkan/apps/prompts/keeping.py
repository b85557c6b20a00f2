"""Keeping prompt templates: checked, by whom they may be seen and changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.events import AppEvent
from genkan.apps.prompts import store
from genkan.apps.prompts.errors import (
    ReachUnfit,
    TemplateOvertaken,
    TemplateTextUnfit,
    TemplateTitleUnfit,
    TemplateUnknown,
    TooManyGaps,
    TooManyTemplates,
)
from genkan.apps.prompts.gaps import MOST_GAPS, gaps_in
from genkan.apps.prompts.prompt_template import PromptTemplate, Reach
from genkan.governance import Ledger, Permission, Viewer
from genkan.kit import Clock, new_id, normalise_newlines, storable

LONGEST_TITLE = 100
LONGEST_TEXT = 20_000
MOST_TEMPLATES = 200


@dataclass(frozen=True)
class TemplateDraft:
    """A template as it is typed."""

    title: str
    text: str
    reach: str = Reach.PERSONAL
    team_id: str = ""


class Keeping:
    """Each within the transaction of the caller."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    async def add(
        self, connection: AsyncConnection, viewer: Viewer, draft: TemplateDraft, *, teams: Sequence[str] = ()
    ) -> str:
        """A new template; returns its id. Raises the problems that ``errors`` names."""
        if await store.count_templates(connection, viewer.person.id) >= MOST_TEMPLATES:
            raise TooManyTemplates(limit=MOST_TEMPLATES)
        now = self._clock()
        template = PromptTemplate(
            id=new_id(self._clock),
            organisation_id=viewer.organisation.id,
            person_id=viewer.person.id,
            created_at=now,
            updated_at=now,
            **_checked(draft, teams),
        )
        await store.add_template(connection, template)
        return template.id

    async def change(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        template_id: str,
        draft: TemplateDraft,
        *,
        mark: str,
        teams: Sequence[str] = (),
    ) -> None:
        """Other words for a template as the form read it (``mark``).

        Raises ``TemplateUnknown`` for one that the person may not change, ``TemplateOvertaken``, and what is wrong with
        the draft.
        """
        await store.lock_template(connection, template_id)
        template = await self.changeable(connection, viewer, template_id)
        if template.mark != mark:
            raise TemplateOvertaken
        checked = _checked(draft, teams if template.person_id == viewer.person.id else ())
        changed = replace(template, updated_at=self._clock(), **checked)
        await store.change_template(connection, changed)
        await self._record(connection, AppEvent.TEMPLATE_CHANGED, template, viewer)

    async def delete(self, connection: AsyncConnection, viewer: Viewer, template_id: str) -> None:
        """Delete a template. Raises ``TemplateUnknown`` for one that the person may not change."""
        await store.lock_template(connection, template_id)
        template = await self.changeable(connection, viewer, template_id)
        await store.delete_template(connection, template.id)
        await self._record(connection, AppEvent.TEMPLATE_DELETED, template, viewer)

    async def changeable(
        self, connection: AsyncConnection, viewer: Viewer, template_id: str
    ) -> PromptTemplate:
        """A template that the person may change. Raises ``TemplateUnknown``."""
        template = await store.find_template(connection, template_id, viewer.person)
        if template is None or not may_change(viewer, template):
            raise TemplateUnknown
        return template

    async def _record(
        self, connection: AsyncConnection, kind: AppEvent, template: PromptTemplate, viewer: Viewer
    ) -> None:
        """What is done to the words of somebody else is recorded."""
        if template.person_id != viewer.person.id:
            await self._ledger.record(
                connection,
                kind,
                actor=viewer.person.id,
                organisation_id=template.organisation_id,
                object_id=template.id,
                details={"author": template.person_id},
            )


def may_change(viewer: Viewer, template: PromptTemplate) -> bool:
    """Its author may; what the whole organisation sees, also who looks after the apps of the organisation."""
    if template.person_id == viewer.person.id:
        return True
    looks_after = (
        viewer.may(Permission.ADMINISTER_APPS) and template.organisation_id == viewer.organisation.id
    )
    return looks_after and template.reach is Reach.ORGANISATION


def _checked(draft: TemplateDraft, teams: Sequence[str]) -> dict[str, Any]:
    title = " ".join(storable(draft.title).split())
    text = normalise_newlines(storable(draft.text)).strip()
    if not 0 < len(title) <= LONGEST_TITLE:
        raise TemplateTitleUnfit(limit=LONGEST_TITLE)
    if not 0 < len(text) <= LONGEST_TEXT:
        raise TemplateTextUnfit(limit=f"{LONGEST_TEXT:,}", length=f"{len(text):,}")
    if len(gaps_in(text)) > MOST_GAPS:
        raise TooManyGaps(limit=MOST_GAPS)
    return {"title": title, "text": text, **_reach(draft, teams)}


def _reach(draft: TemplateDraft, teams: Sequence[str]) -> dict[str, Any]:
    if draft.reach not in set(Reach) or (draft.reach == Reach.TEAM and draft.team_id not in teams):
        raise ReachUnfit
    team_id = draft.team_id if draft.reach == Reach.TEAM else ""
    return {"reach": Reach(draft.reach), "team_id": team_id}
