"""What citizens leave in the audit ledger, and what is done to public forms; never a word, a name or an address."""

from enum import StrEnum


class CitizenEvent(StrEnum):
    """Kinds of event of a citizen; the object is the case."""

    READ = "inquiry:case:reply_read"
    RATED = "inquiry:case:rated"
    CODE_RENEWED = "inquiry:case:code_renewed"


class FormEvent(StrEnum):
    """Kinds of event; the object is the organisation."""

    OPENED = "inquiry:form:opened"
    CLOSED = "inquiry:form:closed"
    EDITED = "inquiry:form:edited"
