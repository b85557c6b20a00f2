"""Clock, Japanese days, identifiers, text, canonical JSON and the shape of every error: standard library only."""

from genkan.kit.canonical import canonical_json, digest
from genkan.kit.clock import Clock, system_clock
from genkan.kit.company import company_key
from genkan.kit.distance import edit_distance
from genkan.kit.era import common_year, in_both, in_common, in_era
from genkan.kit.identifiers import new_id
from genkan.kit.problem import Problem
from genkan.kit.text import normalise_newlines, shorten, storable

__all__ = [
    "Clock",
    "Problem",
    "canonical_json",
    "common_year",
    "company_key",
    "digest",
    "edit_distance",
    "in_both",
    "in_common",
    "in_era",
    "new_id",
    "normalise_newlines",
    "shorten",
    "storable",
    "system_clock",
]
