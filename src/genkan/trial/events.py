"""What the trial writes into the audit ledger; its evidence is read from these events alone.

The details of each kind are a struct of ``genkan.trial.evidence.details``.
"""

from enum import StrEnum


class TrialEvent(StrEnum):
    """Kinds of event; the object of each is named in the middle."""

    DRAFTED = "trial:protocol:drafted"
    PROPOSED = "trial:protocol:proposed"
    FROZEN = "trial:protocol:frozen"
    AMENDED = "trial:protocol:amended"
    OPENED = "trial:trial:opened"
    ASSIGNMENT_ENDED = "trial:assignment:ended"
    CLOSED = "trial:trial:closed"
    CLOSING_PROPOSED = "trial:closing:proposed"
    LOOKED = "trial:look:recorded"
    VENDORS_STAFF_DECLARED = "trial:vendors_staff:declared"
    PUBLISHED = "trial:trial:published"
    CONSENTED = "trial:consent:given"
    WITHDREW = "trial:consent:withdrawn"
    FORGOTTEN = "trial:person:forgotten"
    ASSIGNED = "trial:comparison:assigned"
    UNASSIGNED = "trial:comparison:unassigned"
    ENDED = "trial:answer:ended"
    VOTED = "trial:comparison:voted"
    GUESSED = "trial:comparison:guessed"
    REVEALED = "trial:comparison:revealed"
    EXCLUDED = "trial:comparison:excluded"
    MARKED = "trial:answer:marked"
    USED = "trial:answer:used"
    PULSED = "trial:pulse:answered"
    PROBED = "trial:build:probed"
    ERA_BEGAN = "trial:era:began"
    REPORT_DRAFTED = "trial:report:drafted"
    REPORT_DISCLOSED = "trial:report:disclosed"
    REPORT_SHOWN = "trial:report:shown"
    REPORT_REPLIED = "trial:report:replied"
    REPORT_SIGNED = "trial:report:signed"
    REPORT_FILED = "trial:report:filed"
    KEY_DESTROYED = "trial:pseudonyms:destroyed"


OF_A_COMPARISON = frozenset({TrialEvent.ASSIGNED, TrialEvent.ENDED, TrialEvent.VOTED, TrialEvent.REVEALED})
