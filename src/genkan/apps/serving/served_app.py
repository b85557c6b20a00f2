"""An app that programs outside may call."""

from dataclasses import dataclass
from datetime import datetime

USUAL_PER_MINUTE = 60


@dataclass(frozen=True)
class ServedApp:
    """Lent by an organisation to the holders of its keys; ``deployment_id`` is empty where no model is asked.

    Each key may run it ``per_minute`` times a minute and ``per_month`` times a month, None where nothing bounds that.
    """

    organisation_id: str
    app_id: str
    deployment_id: str
    opened_at: datetime
    opened_by: str
    per_minute: int | None = USUAL_PER_MINUTE
    per_month: int | None = None
