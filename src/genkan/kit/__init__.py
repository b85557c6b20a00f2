"""Clock, identifiers, text, canonical JSON and the shape of every error: standard library only."""

from genkan.kit.canonical import canonical_json, digest
from genkan.kit.clock import Clock, system_clock
from genkan.kit.identifiers import new_id
from genkan.kit.problem import Problem
from genkan.kit.text import normalise_newlines, shorten, storable

__all__ = [
    "Clock",
    "Problem",
    "canonical_json",
    "digest",
    "new_id",
    "normalise_newlines",
    "shorten",
    "storable",
    "system_clock",
]
