"""Out of the ledger's events, the evidence of one trial: pure functions that drop nothing without a row that says so."""

from genkan.trial.gathering.conducting import DEEDS
from genkan.trial.gathering.event import Fault, RecordedEvent, Rule
from genkan.trial.gathering.exposing import OF_AN_EXPOSURE, UNFINISHED
from genkan.trial.gathering.pseudonyms import KEY_BYTES, Pseudonyms, ToldNames, new_key
from genkan.trial.gathering.reading import OF_THE_EVIDENCE, Gathering, gather, read_evidence, read_portions
from genkan.trial.gathering.ruling import Rules
from genkan.trial.gathering.setting import OF_A_SETTING

__all__ = [
    "DEEDS",
    "KEY_BYTES",
    "OF_AN_EXPOSURE",
    "OF_A_SETTING",
    "OF_THE_EVIDENCE",
    "UNFINISHED",
    "Fault",
    "Gathering",
    "Pseudonyms",
    "RecordedEvent",
    "Rule",
    "Rules",
    "ToldNames",
    "gather",
    "new_key",
    "read_evidence",
    "read_portions",
]
