"""Checks of what a form said, before anything is written."""

from collections.abc import Sequence

from genkan.catalogue import DeploymentNotFound, InformationClass
from genkan.knowledge import Collection
from genkan.workspace.conversation import Choices
from genkan.workspace.draft import Draft
from genkan.workspace.errors import (
    CollectionMissing,
    CollectionTooConfidential,
    CollectionUnknown,
    DeploymentUnusable,
    InformationClassMissing,
    InformationClassRefused,
)
from genkan.workspace.offer import OFFERED_CLASSES, Offer


def checked_class(value: str) -> InformationClass:
    """The information class of a form; raises :class:`InformationClassMissing` or :class:`InformationClassRefused`."""
    if value not in {str(int(known)) for known in InformationClass}:
        raise InformationClassMissing
    chosen = InformationClass(int(value))
    if chosen not in OFFERED_CLASSES:
        raise InformationClassRefused
    return chosen


def checked_deployment(deployment_id: str, offer: Offer) -> str:
    """The id itself; raises :class:`DeploymentUnusable` for none, ``DeploymentNotFound`` (404) for an unknown one.

    Whether the question may go there is for the gateway to decide and to record.
    """
    if not deployment_id:
        raise DeploymentUnusable
    if deployment_id not in {deployment.id for deployment in offer.deployments}:
        raise DeploymentNotFound
    return deployment_id


def checked_choices(draft: Draft, offer: Offer, *, information_class: InformationClass) -> Choices:
    """The choices of a form; without collections of its own, the usual ones.

    Raises as :func:`checked_deployment`; :class:`CollectionMissing`, :class:`CollectionTooConfidential`, or
    :class:`CollectionUnknown` for what the person may not read.
    """
    deployment_id = checked_deployment(draft.deployment_id, offer)
    chosen = draft.collection_ids
    if chosen is None:
        chosen = offer.usual_collections(information_class)
    elif draft.searches:
        _check_collections(chosen, offer, information_class=information_class)
    return Choices(deployment_id=deployment_id, searches=draft.searches, collection_ids=chosen)


def searched(
    choices: Choices, *, readable: Sequence[Collection], information_class: InformationClass
) -> tuple[Collection, ...]:
    """The collections to search now: chosen, still readable, and not above the class of the conversation."""
    if not choices.searches:
        return ()
    return tuple(
        collection
        for collection in readable
        if collection.id in choices.collection_ids and collection.information_class <= information_class
    )


def _check_collections(
    collection_ids: Sequence[str], offer: Offer, *, information_class: InformationClass
) -> None:
    if not collection_ids:
        raise CollectionMissing
    by_id = {collection.id: collection for collection in offer.readable}
    for collection_id in collection_ids:
        if collection_id not in by_id:
            raise CollectionUnknown
        _check_class(by_id[collection_id], information_class)


def _check_class(collection: Collection, information_class: InformationClass) -> None:
    if collection.information_class > information_class:
        raise CollectionTooConfidential(
            title=collection.title,
            collection_class=InformationClass(collection.information_class).label,
            information_class=information_class.label,
        )
