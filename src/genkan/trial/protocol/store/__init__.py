"""The records of trials."""

from genkan.trial.protocol.store.eras import add_era, eras_of
from genkan.trial.protocol.store.signatures import (
    add_proposal,
    add_protocol,
    latest_proposal,
    proposers_of,
    protocol_in_force,
    protocols_of,
)
from genkan.trial.protocol.store.tables import trial_consent_table
from genkan.trial.protocol.store.trials import (
    add_trial,
    change_trial,
    enter_organisations,
    find_trial,
    hold_running,
    leave_organisations,
    list_trials,
    running_trial,
    titles_of,
)

__all__ = [
    "add_era",
    "add_proposal",
    "add_protocol",
    "add_trial",
    "change_trial",
    "enter_organisations",
    "eras_of",
    "find_trial",
    "hold_running",
    "latest_proposal",
    "leave_organisations",
    "list_trials",
    "proposers_of",
    "protocol_in_force",
    "protocols_of",
    "running_trial",
    "titles_of",
    "trial_consent_table",
]
