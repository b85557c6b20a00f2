"""The evidence pack of a trial: written from the ledger, proved and rebuilt with nothing but itself."""

from genkan.trial.pack.alteration import Alteration
from genkan.trial.pack.canonical import canonical_numbers, differences, read_numbers
from genkan.trial.pack.contents import Manifest
from genkan.trial.pack.errors import KeyUnfit, NothingToPack, PackTooLarge, PackUnfit, PackUnreadable
from genkan.trial.pack.proving import Proved, Rebuilt, rebuild_pack, verify_pack
from genkan.trial.pack.words import What
from genkan.trial.pack.writing import Packed, write_pack

__all__ = [
    "Alteration",
    "KeyUnfit",
    "Manifest",
    "NothingToPack",
    "PackTooLarge",
    "PackUnfit",
    "PackUnreadable",
    "Packed",
    "Proved",
    "Rebuilt",
    "What",
    "canonical_numbers",
    "differences",
    "read_numbers",
    "rebuild_pack",
    "verify_pack",
    "write_pack",
]
