"""Whether a member of staff agrees to take part in the trial of the organisation."""

from genkan.trial.consent.consenting import Consenting
from genkan.trial.consent.errors import ConsentTextChanged, NoTrialRuns
from genkan.trial.consent.standing import Invitation, Standing, agreed_to, invitation_for

__all__ = [
    "ConsentTextChanged",
    "Consenting",
    "Invitation",
    "NoTrialRuns",
    "Standing",
    "agreed_to",
    "invitation_for",
]
