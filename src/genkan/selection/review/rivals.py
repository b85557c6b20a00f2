"""The model of an applicant (応募者のモデル) reads nobody's papers of the same call."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment, load_models
from genkan.kit import company_key
from genkan.selection.application.application import Application
from genkan.selection.application.record import read_record
from genkan.selection.application.store.applications import list_applications, submissions_by
from genkan.selection.call.call import Call
from genkan.selection.review.conflicts import applicants_of


async def without_rivals(
    connection: AsyncConnection, call: Call, deployments: Sequence[Deployment]
) -> tuple[Deployment, ...]:
    """Those behind which no applicant of the call stands: by operator, title or maker, or by a host that one declared."""
    applications = await list_applications(connection, call_id=call.id)
    names = frozenset[str]().union(*(await applicants_of(connection, applications)).values())
    hosts = await _declared_hosts(connection, applications)
    makers = {each.id: each.maker.value or "" for each in load_models()}
    return tuple(
        each
        for each in deployments
        if not names & _names((each.operator, each.title, makers.get(each.model_id or "", "")))
        and _host(each.address) not in hosts
    )


async def _declared_hosts(connection: AsyncConnection, applications: Sequence[Application]) -> frozenset[str]:
    """The hosts that applications declare now, and declared whenever they were handed in."""
    submissions = await submissions_by(connection, [each.id for each in applications])
    contents = [each.content for each in applications]
    contents += [read_record(one.record).content for each in submissions.values() for one in each]
    return frozenset(_host(each.endpoint.address) for each in contents) - {""}


def _names(given: Iterable[str]) -> frozenset[str]:
    return frozenset(map(company_key, given)) - {""}


def _host(address: str) -> str:
    """The host of an address, with or without its scheme; empty where there is none."""
    written = address.strip()
    try:
        host = urlsplit(written if "//" in written else f"//{written}").hostname
    except ValueError:
        return ""
    return (host or "").rstrip(".")
