"""The records of trials."""

from genkan.trial.protocol.store.endings import add_look, find_ending, looks_of, put_ending, rules_met
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
    trials_going_on,
)
from genkan.trial.protocol.store.vendors_staff import (
    add_vendors_list,
    add_vendors_staff,
    drop_vendors_staff,
    is_any_listed,
    is_list_kept,
    vendors_lists_of,
    vendors_staff_of,
)

__all__ = [
    "add_era",
    "add_look",
    "add_proposal",
    "add_protocol",
    "add_trial",
    "add_vendors_list",
    "add_vendors_staff",
    "change_trial",
    "drop_vendors_staff",
    "enter_organisations",
    "eras_of",
    "find_ending",
    "find_trial",
    "hold_running",
    "is_any_listed",
    "is_list_kept",
    "latest_proposal",
    "leave_organisations",
    "list_trials",
    "looks_of",
    "proposers_of",
    "protocol_in_force",
    "protocols_of",
    "put_ending",
    "rules_met",
    "running_trial",
    "titles_of",
    "trial_consent_table",
    "trials_going_on",
    "vendors_lists_of",
    "vendors_staff_of",
]
