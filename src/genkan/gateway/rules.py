"""Changing the rules of an organisation: the deed and its record in one transaction."""

from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway.events import GatewayEvent
from genkan.gateway.store.rules import load_rules, save_rules
from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.policy import Rules
from genkan.storage import note_change

TOPIC = "rules"
_WORDS = "banned_words"


async def set_rules(
    connection: AsyncConnection,
    organisation_id: str,
    rules: Rules,
    *,
    ledger: Ledger,
    clock: Clock,
    actor: str,
) -> bool:
    """Write and record the rules, and let every process learn of them; whether anything changed.

    ``actor`` as in the ledger.
    """
    before = await load_rules(connection, organisation_id)
    if before == rules:
        return False
    await save_rules(connection, organisation_id, rules, actor=actor, now=clock())
    await ledger.record(
        connection,
        GatewayEvent.RULES_CHANGED,
        actor=actor,
        organisation_id=organisation_id,
        object_id=organisation_id,
        details={"before": _facts(before), "after": _facts(rules)},
    )
    await note_change(connection, TOPIC)
    return True


def _facts(rules: Rules) -> dict[str, Any]:
    """The rules as the ledger keeps them: of the banned words only how many, for they may be secret themselves."""
    facts: dict[str, Any] = msgspec.to_builtins(rules, order="deterministic")
    return {**facts, _WORDS: len(rules.banned_words)}
