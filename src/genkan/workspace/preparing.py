"""Before anything is written: the policy looks at the question, and the regulations are searched."""

from genkan.gateway import Gateway, Source
from genkan.knowledge import Asker, Library, Rewriting, reader_with_id
from genkan.storage import Database
from genkan.workspace.answering import Request, ask_of, exchanges_of
from genkan.workspace.history import search_query
from genkan.workspace.opening import searched


class Preparing:
    """Everything about a question that takes long, with transactions of its own that are closed at once."""

    def __init__(self, *, database: Database, gateway: Gateway, library: Library) -> None:
        self._database = database
        self._gateway = gateway
        self._library = library

    async def sources(self, request: Request) -> tuple[Source, ...]:
        """The articles to quote, none where the person wished no search; no transaction is open meanwhile.

        Raises ``QuestionRefused`` where the policy would not let the question go to the deployment.
        """
        async with self._database.read() as connection:
            exchanges = await exchanges_of(connection, self._gateway, request.before)
            reader = await reader_with_id(connection, request.conversation.person_id)
            readable = await self._library.readable_collections(connection, reader)
        await self._gateway.admit(ask_of(request, exchanges))
        collections = searched(
            request.choices, readable=readable, information_class=request.conversation.information_class
        )
        if not collections:
            return ()
        query = search_query(request.turn.question, exchanges)
        conversation = request.conversation
        asker = Asker(
            organisation_id=conversation.organisation_id,
            person_id=conversation.person_id,
            information_class=conversation.information_class,
        )
        rewriting = Rewriting(
            deployment_id=request.choices.deployment_id,
            organisation_id=conversation.organisation_id,
            person_id=conversation.person_id,
            information_class=conversation.information_class,
        )
        passages = await self._library.retrieve(
            query, collections=collections, asker=asker, rewriting=rewriting
        )
        return tuple(passage.as_source(number) for number, passage in enumerate(passages, start=1))
