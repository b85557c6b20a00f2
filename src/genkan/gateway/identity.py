"""Who asks, and of which deployment, as the records have it at this moment."""

from dataclasses import dataclass

from genkan.catalogue import Deployment, DeploymentNotFound, find_deployment
from genkan.gateway.ask import Ask
from genkan.gateway.errors import DeploymentGone, PersonUnknown
from genkan.governance import Person, Role, find_person
from genkan.policy import Rules
from genkan.storage import Database


@dataclass(frozen=True)
class Caller:
    """The person who asks, the rules of the organisation, and the deployment."""

    person: Person
    rules: Rules
    deployment: Deployment

    @property
    def roles(self) -> frozenset[Role]:
        """What the person is appointed to do."""
        return self.person.roles


class Registry:
    """Looks up callers and deployments in short transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def identify(self, ask: Ask) -> Caller:
        """The caller as of now; raises :class:`PersonUnknown` or :class:`DeploymentGone`."""
        async with self._database.read() as connection:
            person = await find_person(connection, person_id=ask.person_id)
            if person is None or not person.active or person.organisation_id != ask.organisation_id:
                raise PersonUnknown
            try:
                deployment = await find_deployment(connection, ask.deployment_id)
            except DeploymentNotFound as problem:
                raise DeploymentGone from problem
        return Caller(person=person, rules=Rules(), deployment=deployment)
