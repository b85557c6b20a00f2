"""Looking at deployments and verifying them: done by the room that may speak to models, and handed in here as a part."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from genkan.catalogue.deployment import Deployment
from genkan.catalogue.health import Probe
from genkan.catalogue.verification import Check

Tell = Callable[[tuple[Check, ...]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Inspection:
    """``probe`` looks whether a deployment would answer; ``examine`` does every check and tells those that ended.

    A probe is ``None`` where the door let nothing pass, as with a kill switch: nothing is known of the endpoint then.
    """

    probe: Callable[[Deployment], Awaitable[Probe | None]]
    examine: Callable[[Deployment, Tell], Awaitable[tuple[Check, ...]]]
