"""An app that programs outside may call."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ServedApp:
    """Lent by an organisation to the holders of its keys; ``deployment_id`` is empty where no model is asked."""

    organisation_id: str
    app_id: str
    deployment_id: str
    opened_at: datetime
    opened_by: str
