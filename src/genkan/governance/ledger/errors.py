"""What the ledger's tables refuse because another process was first."""


class AlreadyLinked(Exception):
    """One of the events, or the position in the chain, has its link already."""


class AlreadyAnchored(Exception):
    """Another process wrote the anchor with this position."""
