"""Filling an empty installation with the fictional sample: people, rules, inquiries, a call, questions, and answerers without a model."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from genkan.catalogue import Answer, DeploymentDraft, InformationClass, connect_deployment, list_deployments
from genkan.cli.links import COMMAND_LINE
from genkan.evaluation import load_sample_items
from genkan.governance import find_organisation, installation_is_empty, load_sample_people
from genkan.knowledge import load_sample as load_sample_regulations

if TYPE_CHECKING:
    from genkan.asgi import Parts

MINISTRY = "例示省"
CITY = "例示市"
_BRIEF = DeploymentDraft(
    title="抽出回答（簡潔）",
    protocol="extract",
    public_name="extract-brief",
    parameters={"breadth": "brief"},
    place="JP",
    operator="Genkan",
    build="1",
    government_cloud=Answer.NO,
    ismap=Answer.NO,
    vendor_logging=Answer.NO,
    learning=Answer.NO,
    ceiling=InformationClass.TWO,
)
_BROAD = replace(
    _BRIEF, title="抽出回答（幅広）", public_name="extract-broad", parameters={"breadth": "broad"}
)
ANSWERERS = (_BRIEF, _BROAD)


async def sample_is_missing(parts: "Parts") -> bool:
    """Whether the installation is empty, or loading the sample was broken off half-way."""
    async with parts.database.read() as connection:
        if await installation_is_empty(connection):
            return True
        ministry = await find_organisation(connection, name=MINISTRY)
        titles = {deployment.title for deployment in await list_deployments(connection)}
    return ministry is not None and ANSWERERS[-1].title not in titles


async def load_sample(parts: "Parts", *, progress: Callable[[object], None]) -> None:
    """Load people, rules, inquiries, a call and questions, then the answerers, whose presence shows that all of it is there."""
    async with parts.database.write() as connection:
        organisations = await load_sample_people(connection, parts.ledger, parts.clock)
    await load_sample_regulations(
        parts.database,
        library=parts.library,
        loader=parts.loader,
        ministry_id=organisations[MINISTRY].id,
        city_id=organisations[CITY].id,
        actor=COMMAND_LINE,
        progress=progress,
    )
    ministry, city = organisations[MINISTRY], organisations[CITY]
    await parts.inquiries.load_sample(ministry, city, actor=COMMAND_LINE)
    await parts.selection.load_sample(ministry, actor=COMMAND_LINE)
    async with parts.database.write() as connection:
        await load_sample_items(connection, parts.ledger, parts.clock, organisation_id=ministry.id)
        for draft in ANSWERERS:
            await connect_deployment(
                connection, draft, ledger=parts.ledger, clock=parts.clock, actor=COMMAND_LINE
            )
