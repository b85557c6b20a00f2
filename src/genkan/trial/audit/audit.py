"""One answer that experts mark, and who may see it (監査の対象となる回答)."""

from dataclasses import dataclass
from datetime import datetime

from genkan.trial.audit.candidate import HIGHEST_CLASS
from genkan.trial.audit.concealing import AuditCopy
from genkan.trial.audit.mark import AuditState

PUBLIC_CLASS = 1


@dataclass(frozen=True, kw_only=True)
class Audit:
    """An answer in the queue; nobody who marks sees ``arm``, ``side``, ``exposure_id`` or ``asker_id``, which is empty once forgotten."""

    id: str
    exposure_id: str
    side: str
    trial_id: str
    arm: str
    organisation_id: str
    asker_id: str | None
    answer_id: str
    information_class: int
    copy: AuditCopy
    state: AuditState
    added_at: datetime

    def may_be_shown_in(self, organisation_id: str) -> bool:
        """Whether markers of an organisation may read it: 機密性1 anywhere, 機密性2 where it was asked only."""
        if self.information_class > HIGHEST_CLASS:
            return False
        return self.information_class <= PUBLIC_CLASS or self.organisation_id == organisation_id


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """An answer that waits for a marker; ``decides`` where it waits for a decision."""

    id: str
    decides: bool
