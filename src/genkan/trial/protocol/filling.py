"""What the server can fill into a draft by itself: names, builds and settings of what is connected."""

from collections.abc import Mapping
from dataclasses import replace

from genkan.catalogue import Deployment, WireProtocol
from genkan.trial.protocol.check import Surroundings
from genkan.trial.protocol.draft import ProtocolDraft, Row, typed


def complete(draft: ProtocolDraft, known: Surroundings) -> ProtocolDraft:
    """The draft with the names of organisations, tasks and deployments, and builds and settings that were left empty."""
    return replace(
        draft,
        organisations=tuple(_named(row, "organisation", known.organisations) for row in draft.organisations),
        tasks=tuple(_named(row, "task", known.tasks) for row in draft.tasks),
        arms=tuple(_completed(row, known.deployments.get(row.get("deployment", ""))) for row in draft.arms),
    )


def with_connected_arms(draft: ProtocolDraft, known: Surroundings) -> ProtocolDraft:
    """The draft with an arm for every connected deployment that has none: language models, else extractive answerers."""
    taken = {row.get("deployment", "") for row in draft.arms}
    active = [each for each in known.deployments.values() if each.active and not each.embeds]
    models = [each for each in active if each.protocol != WireProtocol.EXTRACT]
    chosen = [each for each in models or active if each.id not in taken]
    names = _free_names({row.get("name", "") for row in draft.arms}, len(chosen))
    added = tuple(_arm_of(each, name) for each, name in zip(chosen, names, strict=True))
    return replace(draft, arms=(*draft.arms, *added))


def renewed(draft: ProtocolDraft, known: Surroundings) -> ProtocolDraft:
    """The draft with builds and settings as the connected deployments have them now."""
    arms = tuple(
        {**row, **_facts(known.deployments[row["deployment"]])}
        if row.get("deployment") in known.deployments
        else row
        for row in draft.arms
    )
    return replace(draft, arms=arms)


def _named(row: Row, key: str, names: Mapping[str, str]) -> Row:
    return {**row, "title": names.get(row.get(key, ""), row.get("title", ""))}


def _completed(row: Row, deployment: Deployment | None) -> Row:
    if deployment is None:
        return row
    offered = {**_facts(deployment), "title": deployment.title, "highest_class": _level(deployment)}
    return {**row, **{name: value for name, value in offered.items() if not row.get(name, "").strip()}}


def _facts(deployment: Deployment) -> dict[str, str]:
    return {"build": deployment.build, "parameters": typed(dict(deployment.parameters))}


def _level(deployment: Deployment) -> str:
    """The highest class that may be tried with it: never above 機密性2."""
    return str(min(int(deployment.ceiling), 2))


def _arm_of(deployment: Deployment, name: str) -> Row:
    return {
        "name": name,
        "deployment": deployment.id,
        "title": deployment.title,
        "highest_class": _level(deployment),
        **_facts(deployment),
    }


def _free_names(taken: set[str], count: int) -> list[str]:
    """Names that say nothing of the arm: 「対象1」, 「対象2」 …"""
    names = (f"対象{number}" for number in range(1, len(taken) + count + 1))
    return [name for name in names if name not in taken][:count]
