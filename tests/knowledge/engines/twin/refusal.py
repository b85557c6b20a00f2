"""An error as OpenSearch sends it."""


class Refusal(Exception):
    """A request that is answered with an error."""

    def __init__(self, status: int, kind: str, reason: str) -> None:
        self.status, self.kind, self.reason = status, kind, reason
        super().__init__(reason)

    def body(self) -> dict[str, object]:
        """The body of the answer."""
        cause = {"type": self.kind, "reason": self.reason}
        return {"error": {"root_cause": [cause], **cause}, "status": self.status}


def refuse(kind: str, reason: str, *, status: int = 400) -> Refusal:
    """A refusal of what was asked for."""
    return Refusal(status, kind, reason)


def only_known(given: dict[str, object], known: set[str], *, what: str) -> None:
    """Refuse parameters that the real server does not know."""
    for name in given.keys() - known:
        raise refuse("parsing_exception", f"[{what}] query does not support [{name}]")
