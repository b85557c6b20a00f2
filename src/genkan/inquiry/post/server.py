"""The mail server of the installation, as its settings name it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from genkan.fetch import is_within_reach
from genkan.settings import Settings

_SECONDS = 30.0


@dataclass(frozen=True)
class MailServer:
    """A server and the way to it: ``security`` is ``starttls``, ``tls`` or ``none``.

    ``sender`` is the address for organisations without one of their own; ``allows`` says which IP addresses may be
    connected to; ``seconds`` is how long one answer may take.
    """

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)
    certificates: Path | None = None
    sender: str = ""
    seconds: float = _SECONDS
    allows: Callable[[str], bool] = is_within_reach


def server_of(settings: Settings) -> MailServer | None:
    """The server that the settings name; None where they name none."""
    if not settings.smtp_host:
        return None
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_secret,
        certificates=settings.smtp_certificates,
        sender=settings.smtp_sender,
    )
