"""Looking through a draft: what it says, and everything that is wrong with it."""

from typing import NamedTuple

import msgspec

from genkan.trial.protocol.check import Finding, Surroundings, check_protocol
from genkan.trial.protocol.document import ANALYSIS_VERSION, Protocol
from genkan.trial.protocol.draft import ProtocolDraft
from genkan.trial.protocol.taking import take


class Examined(NamedTuple):
    """The protocol of a draft, ``None`` where a value cannot be read, and the findings in the order of the form."""

    protocol: Protocol | None
    findings: tuple[Finding, ...]


def examine(draft: ProtocolDraft, known: Surroundings, *, before: Protocol | None = None) -> Examined:
    """Check a draft by itself, or as an amendment of the protocol in force, whose seed it keeps."""
    protocol, findings = take(draft)
    if protocol is None:
        return Examined(None, findings)
    kept = (before.seed, before.seed_commitment, before.analysis) if before else ("", "", ANALYSIS_VERSION)
    names = ("seed", "seed_commitment", "analysis")
    protocol = msgspec.structs.replace(protocol, **dict(zip(names, kept, strict=True)))
    return Examined(protocol, check_protocol(protocol, known, before=before))
