"""Whether a trial decides which model answers next, so that nobody chooses one."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import InformationClass
from genkan.governance import Person
from genkan.kit import Clock
from genkan.trial import gives_models
from genkan.workspace.conversation import Conversation
from genkan.workspace.offer import OFFERED_CLASSES


async def model_is_given(
    connection: AsyncConnection, person: Person, *, clock: Clock, conversation: Conversation | None = None
) -> bool:
    """Whether it does for the next question of the conversation, or for every new one whatever its class."""
    classes = (conversation.information_class,) if conversation else OFFERED_CLASSES
    for each in classes:
        if not await _is_given(connection, person, each, clock, conversation):
            return False
    return True


async def _is_given(
    connection: AsyncConnection,
    person: Person,
    information_class: InformationClass,
    clock: Clock,
    conversation: Conversation | None,
) -> bool:
    return await gives_models(
        connection,
        person,
        information_class=information_class,
        clock=clock,
        conversation_id=conversation.id if conversation else "",
    )
