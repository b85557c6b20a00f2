"""The fictional organisations and people that an empty installation begins with."""

import tomllib
from importlib.resources import files

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.ledger.ledger import Ledger
from genkan.governance.people.adding import add_organisation, add_person
from genkan.governance.people.draft import PersonDraft
from genkan.governance.person import Organisation, OrganisationKind
from genkan.governance.roles import Role
from genkan.governance.store import people as store
from genkan.kit import Clock

_ACTOR = "command_line"


class SampleOrganisation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A ministry or a city with the names of its bureaus."""

    name: str
    kind: OrganisationKind
    bureaus: tuple[str, ...]


class SamplePerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person of one of the organisations; ``bureau`` may be empty."""

    name: str
    sign_in_name: str
    organisation: str
    roles: frozenset[Role]
    bureau: str = ""


class Sample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    organisation: tuple[SampleOrganisation, ...]
    person: tuple[SamplePerson, ...]


def read_sample() -> Sample:
    """The file ``sample/organisation.toml``; unknown keys are refused with ``msgspec.ValidationError``."""
    text = (files("genkan.governance") / "sample" / "organisation.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Sample)


async def load_sample_people(
    connection: AsyncConnection, ledger: Ledger, clock: Clock
) -> dict[str, Organisation]:
    """Add the sample where its first organisation does not exist; its organisations by name, without bureaus."""
    sample = read_sample()
    if await store.find_organisation(connection, name=sample.organisation[0].name) is None:
        for organisation in sample.organisation:
            await _add_organisation(connection, organisation, ledger=ledger, clock=clock)
        organisations = await _by_name(connection)
        for person in sample.person:
            of = organisations[person.organisation]
            await _add_person(connection, person, organisation_id=of.id, ledger=ledger, clock=clock)
    return await _by_name(connection)


async def _by_name(connection: AsyncConnection) -> dict[str, Organisation]:
    organisations = await store.list_organisations(connection)
    return {each.name: each for each in organisations if each.parent_id is None}


async def _add_organisation(
    connection: AsyncConnection, sample: SampleOrganisation, *, ledger: Ledger, clock: Clock
) -> None:
    added = await add_organisation(
        connection, ledger=ledger, clock=clock, actor=_ACTOR, name=sample.name, kind=sample.kind
    )
    for bureau in sample.bureaus:
        await add_organisation(
            connection,
            ledger=ledger,
            clock=clock,
            actor=_ACTOR,
            name=bureau,
            kind=OrganisationKind.BUREAU,
            parent_id=added.id,
        )


async def _add_person(
    connection: AsyncConnection,
    sample: SamplePerson,
    *,
    organisation_id: str,
    ledger: Ledger,
    clock: Clock,
) -> None:
    bureaus = await store.list_organisations(connection, parent_id=organisation_id)
    bureau_id = next((bureau.id for bureau in bureaus if bureau.name == sample.bureau), None)
    await add_person(
        connection,
        PersonDraft(sample.name, sample.sign_in_name, sample.roles, bureau_id),
        organisation_id=organisation_id,
        ledger=ledger,
        clock=clock,
        actor=_ACTOR,
    )
