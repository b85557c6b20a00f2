"""A change in the life of a deployment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from genkan.catalogue.deployment import DeploymentState


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From ``at`` on the deployment was in ``state``; ``details`` say what else the deed did."""

    id: str
    deployment_id: str
    at: datetime
    state: DeploymentState
    actor: str
    details: Mapping[str, object]
