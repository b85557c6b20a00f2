"""A task of inspect_ai over models, through the API of a Genkan that runs."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from genkan.cli.errors import OwnerNotNamed, ServerNotReached
from genkan.cli.links import COMMAND_LINE

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.evaluation import Inspection
    from genkan.governance import Person

_PATIENCE = 5.0
_SENT = ("python", "limit", "repetitions", "concurrency", "temperature", "seed")


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectOptions:
    """What was typed."""

    task: Path
    models: tuple[str, ...]
    owner: str
    python: str
    server: str
    limit: int | None
    repetitions: int
    concurrency: int
    temperature: float | None
    seed: int | None
    information_class: int

    @property
    def sent(self) -> dict[str, Any]:
        """What inspect_ai is told as it was typed."""
        return {name: getattr(self, name) for name in _SENT}


async def inspect_all(parts: "Parts", options: InspectOptions) -> "list[Inspection]":
    """One model after the other. Raises ``OwnerNotNamed`` and ``ServerNotReached``."""
    from genkan.catalogue import InformationClass
    from genkan.cli.deployments import deployment_named
    from genkan.cli.opening import known_address
    from genkan.evaluation import InspectionWish

    address = (options.server or known_address(parts.settings)).rstrip("/")
    owner = await _owner(parts, options.owner)
    await _check_reached(address)
    wishes = [
        InspectionWish(
            task_file=options.task,
            deployment=await deployment_named(parts, name),
            owner=owner,
            address=f"{address}/v1",
            information_class=InformationClass(options.information_class),
            **options.sent,
        )
        for name in options.models
    ]
    return [await parts.inspecting.inspect(wish, actor=COMMAND_LINE) for wish in wishes]


async def _owner(parts: "Parts", name: str) -> "Person":
    from genkan.cli.links import named_person

    if not name:
        raise OwnerNotNamed
    async with parts.database.write() as connection:
        return await named_person(connection, name)


async def _check_reached(address: str) -> None:
    parts = urlsplit(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        async with asyncio.timeout(_PATIENCE):
            _, writer = await asyncio.open_connection(parts.hostname, port)
    except (OSError, TimeoutError) as error:
        raise ServerNotReached(address=address) from error
    writer.close()
