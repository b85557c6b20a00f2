"""Asking a model for the form and the prompts of a new app, through the door of the house."""

import asyncio
from dataclasses import dataclass

from genkan.apps.making.content import Content
from genkan.apps.making.errors import ProposalLate
from genkan.apps.making.proposal import proposal_messages, read_proposal
from genkan.catalogue import Deployment, InformationClass
from genkan.gateway import AsideAsk, Gateway, Outcome, Purpose
from genkan.governance import Viewer

# Nobody says of which class a use case is, so that it counts as words of staff.
CLASS_OF_USE_CASE = InformationClass.TWO
_LONGEST_ANSWER = 4_000
APP_NAME = "app-proposal"
APP_TITLE = "アプリの案の作成"


@dataclass(frozen=True, slots=True)
class Proposing:
    """Asks once, and waits no longer than ``seconds``; no transaction is open meanwhile."""

    gateway: Gateway
    seconds: float = 120.0

    async def propose(self, viewer: Viewer, deployment: Deployment, start: Content, use_case: str) -> Content:
        """The beginning with what the model proposes, or as it is where the answer is no app that can be saved.

        Raises ``ProposalLate`` and what the door raises.
        """
        ask = AsideAsk(
            organisation_id=viewer.organisation.id,
            person_id=viewer.person.id,
            purpose=Purpose.APP,
            information_class=CLASS_OF_USE_CASE,
            deployment_id=deployment.id,
            app=APP_NAME,
            messages=proposal_messages(start, use_case),
            longest=_LONGEST_ANSWER,
        )
        try:
            async with asyncio.timeout(self.seconds):
                heard = await self.gateway.aside.hear(ask)
        except TimeoutError as error:
            raise ProposalLate from error
        if heard.outcome is not Outcome.COMPLETED:
            return start
        return read_proposal(heard.text, start, proposed_by=deployment.title) or start
