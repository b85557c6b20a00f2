"""Who asks, and of which deployment, as the records have it at this moment."""

from genkan.catalogue import DeploymentNotFound, find_deployment
from genkan.gateway.ask import Ask
from genkan.gateway.entrance import Call, Caller
from genkan.gateway.errors import DeploymentGone, PersonUnknown
from genkan.gateway.route import Route
from genkan.gateway.screening import texts_of
from genkan.gateway.store.rules import load_rules
from genkan.governance import find_person
from genkan.storage import Database


class Registry:
    """Looks up callers and deployments in short transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def identify(self, ask: Ask, *, answer_id: str | None = None) -> Call:
        """The call that the question makes, as of now; raises :class:`PersonUnknown` or :class:`DeploymentGone`."""
        async with self._database.read() as connection:
            person = await find_person(connection, person_id=ask.person_id)
            if person is None or not person.active or person.organisation_id != ask.organisation_id:
                raise PersonUnknown
            try:
                deployment = await find_deployment(connection, ask.deployment_id)
            except DeploymentNotFound as problem:
                raise DeploymentGone from problem
            if deployment.embeds:
                raise DeploymentGone
            rules = await load_rules(connection, ask.organisation_id)
        return Call(
            caller=Caller(person.id, person.organisation_id, person.roles, rules),
            purpose=ask.purpose,
            information_class=ask.information_class,
            route=Route.to_only(deployment),
            texts=texts_of(ask),
            answer_id=answer_id,
        )
