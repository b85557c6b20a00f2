"""Public names: what programs ask for, held only by deployments of one build."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from genkan.catalogue.deployment import Deployment, DeploymentDraft
from genkan.catalogue.errors import PublicNameTaken

LONGEST_NAME = 120
_NAME = re.compile(r"[a-z0-9._:-]{1,120}")


def is_public_name(name: str) -> bool:
    """Whether a name has the form of a public name."""
    return _NAME.fullmatch(name) is not None


def same_build(one: DeploymentDraft, other: DeploymentDraft) -> bool:
    """Whether both are stated to serve the same build of the same model."""
    return (one.model_id, one.build) == (other.model_id, other.build)


def named(draft: DeploymentDraft, others: Collection[Deployment], *, identity: str) -> DeploymentDraft:
    """The draft with a public name: its own, that of the deployment it replaces, or the first that is free.

    ``others`` are the deployments that are not retired. Raises ``PublicNameTaken`` for a stated name
    under which another build is served.
    """
    former = [other for other in others if other.id == draft.replaces]
    if former:
        return replace(draft, public_name=former[0].public_name)
    if draft.public_name:
        check_holders(draft, others)
        return draft
    names = _possible_names(draft, identity=identity)
    return replace(draft, public_name=next(name for name in names if _is_free(name, draft, others)))


def check_holders(draft: DeploymentDraft, others: Collection[Deployment]) -> None:
    """Raise ``PublicNameTaken`` where one of the others serves another build under the same name."""
    for other in others:
        if other.public_name == draft.public_name and not same_build(draft, other):
            raise PublicNameTaken(name=draft.public_name, title=other.title)


def _is_free(name: str, draft: DeploymentDraft, others: Collection[Deployment]) -> bool:
    """Whether nobody has the name, or only those that are known to answer alike."""
    holders = [other for other in others if other.public_name == name]
    known = bool(draft.model_id and draft.build)
    return all(known and same_build(draft, each) and each.parameters == draft.parameters for each in holders)


def _possible_names(draft: DeploymentDraft, *, identity: str) -> Iterator[str]:
    texts = (draft.model_id or draft.remote_model or draft.title, draft.protocol)
    first = next(name for name in map(_slug, texts) if name)
    yield first
    if build := _slug(draft.build):
        yield f"{first[:60]}-{build[:59]}"
    yield f"{first[:83]}-{_slug(identity)}"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9._:-]+", "-", text.lower()).strip("-")[:LONGEST_NAME].strip("-")
