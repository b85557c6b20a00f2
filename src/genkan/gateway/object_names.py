"""Titles of API keys and what switches stop, for those who read the ledger."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway.keys.store import list_keys
from genkan.gateway.store.apps import app_titles
from genkan.gateway.switches.store import find_switches
from genkan.gateway.switches.switch import Scope, Switch
from genkan.governance import FindNames, ObjectName, list_organisations


def object_names() -> dict[str, FindNames]:
    """How to find the names of this room's objects, by the beginning of an event's kind."""
    return {"gateway:key:": _keys, "gateway:budget:": _keys, "gateway:switch:": _switches}


async def _keys(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    keys = await list_keys(connection)
    return {key.id: ObjectName(key.title, key.organisation_id) for key in keys if key.id in ids}


async def _switches(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    """A switch without an organisation of its own concerns all, who may know of it."""
    organisations = {each.id: each.name for each in await list_organisations(connection)}
    titles = await app_titles(connection, organisation_id=None)
    switches = await find_switches(connection, ids)
    return {
        each.id: _name_of(each, organisations.get(each.organisation_id or "", ""), titles)
        for each in switches
    }


def _name_of(switch: Switch, organisation: str, titles: Mapping[str, str]) -> ObjectName:
    title = titles.get(switch.subject) if switch.scope is Scope.APP else None
    text = title or switch.subject or organisation
    return ObjectName(text or switch.scope.label, switch.organisation_id, message=not text)
