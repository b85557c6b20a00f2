"""The analysis of a trial from its evidence and its protocol."""

from genkan.trial.analysis.analysis import Analysis
from genkan.trial.analysis.columns import Columns
from genkan.trial.evidence.rows import Evidence
from genkan.trial.protocol.document import Protocol


def analyse(evidence: Evidence | Columns, protocol: Protocol) -> Analysis:
    """Every number of a report; the same evidence and protocol give the same numbers, from rows and from columns.

    The protocol is the one in force at the end; its seed is the seed of all draws.
    """
    from genkan.trial.analysis.joining import joined  # NumPy is slow to load
    from genkan.trial.analysis.material import material

    return joined(material(evidence, protocol))
