"""What a person may choose from at the moment: models and collections."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment, InformationClass, list_deployments
from genkan.gateway import Purpose, load_rules
from genkan.governance import Person, Viewer
from genkan.knowledge import Collection, Library, reader_of, usual_collections
from genkan.policy import Rules, may_be_offered

OFFERED_CLASSES = (InformationClass.ONE, InformationClass.TWO)


@dataclass(frozen=True)
class UsableDeployment:
    """A deployment and the highest information class that this person may send to it."""

    deployment: Deployment
    highest: InformationClass


@dataclass(frozen=True)
class Offer:
    """``deployments`` are all there are, ``usable`` those to which the policy lets the person send anything.

    ``readable`` are the collections that the people of the organisation may read.
    """

    organisation_id: str
    deployments: tuple[Deployment, ...]
    usable: tuple[UsableDeployment, ...]
    readable: tuple[Collection, ...]

    def usual_collections(self, information_class: InformationClass | None = None) -> tuple[str, ...]:
        """The ids of what is searched where nothing else was chosen, nothing above the class.

        These are the organisation's own collections, or where it has none, all that it may read.
        """
        quotable = [
            collection
            for collection in self.readable
            if information_class is None or collection.information_class <= information_class
        ]
        usual = usual_collections(quotable, organisation_id=self.organisation_id)
        return tuple(collection.id for collection in usual)


async def read_offer(connection: AsyncConnection, library: Library, viewer: Viewer) -> Offer:
    """The offer for the viewer, as of now."""
    deployments = tuple(each for each in await list_deployments(connection) if not each.embeds)
    rules = await load_rules(connection, viewer.organisation.id)
    return Offer(
        organisation_id=viewer.organisation.id,
        deployments=deployments,
        usable=_usable(viewer.person, rules, deployments),
        readable=await library.readable_collections(connection, await reader_of(connection, viewer.person)),
    )


def _usable(
    person: Person, rules: Rules, deployments: tuple[Deployment, ...]
) -> tuple[UsableDeployment, ...]:
    found = ((deployment, _highest(person, rules, deployment)) for deployment in deployments)
    return tuple(
        UsableDeployment(deployment, highest) for deployment, highest in found if highest is not None
    )


def _highest(person: Person, rules: Rules, deployment: Deployment) -> InformationClass | None:
    allowed = (
        offered
        for offered in reversed(OFFERED_CLASSES)
        if may_be_offered(
            deployment,
            roles=person.roles,
            rules=rules,
            information_class=offered,
            purpose=Purpose.CHAT,
        )
    )
    return next(allowed, None)
