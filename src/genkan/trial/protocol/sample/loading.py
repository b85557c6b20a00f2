"""Reading the sample, and filling in what depends on the installation."""

import tomllib
from dataclasses import replace
from datetime import timedelta
from importlib.resources import files

from genkan.catalogue import WireProtocol
from genkan.trial.protocol.check import Surroundings
from genkan.trial.protocol.draft import ProtocolDraft, draft_from
from genkan.trial.protocol.filling import with_connected_arms

SAMPLE_DAYS = 60
_STAFF = 1200


def sample_draft(known: Surroundings, *, organisation_id: str) -> ProtocolDraft:
    """The sample for an organisation, from today on, with the extractive answerers that are connected as its arms."""
    text = (files("genkan.trial.protocol") / "sample" / "protocol.toml").read_text(encoding="utf-8")
    draft = draft_from(tomllib.loads(text))
    last_day = known.today + timedelta(days=SAMPLE_DAYS - 1)
    days = {"opens_on": known.today.isoformat(), "closes_on": last_day.isoformat()}
    ministry = {
        "organisation": organisation_id,
        "title": known.organisations.get(organisation_id, ""),
        "staff": str(_STAFF),
    }
    begun = replace(draft, values={**draft.values, **days}, organisations=(ministry,))
    return with_connected_arms(begun, _extracts_alone(known))


def _extracts_alone(known: Surroundings) -> Surroundings:
    extracts = {key: each for key, each in known.deployments.items() if each.protocol == WireProtocol.EXTRACT}
    return replace(known, deployments=extracts)
