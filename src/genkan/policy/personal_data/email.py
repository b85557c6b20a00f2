"""E-mail addresses."""

import re
from collections.abc import Iterator

from genkan.policy.personal_data.kind import Finding, Kind

_EMAIL = re.compile(
    r"(?<![a-z0-9._%+])[a-z0-9][a-z0-9._%+-]{0,255}+@(?:[a-z0-9][a-z0-9-]{0,62}+\.){1,8}[a-z]{2,63}+"
)


def find_emails(folded: str) -> Iterator[Finding]:
    """Every e-mail address of the folded text."""
    if "@" not in folded:
        return
    for match in _EMAIL.finditer(folded):
        yield Finding(Kind.EMAIL, *match.span(), match[0])
