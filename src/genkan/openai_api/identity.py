"""Who calls: the key in the header of a request."""

from genkan.catalogue import InformationClass
from genkan.gateway import KeyHolder, KeyMissing, Programs
from genkan.openai_api.exchange import Exchange

_CLASS = b"x-genkan-information-class"
_SCHEME = "bearer "


def identify(exchange: Exchange, programs: Programs) -> KeyHolder:
    """The holder of the key. Raises ``KeyMissing`` and as ``Programs.identify``."""
    given = exchange.header(b"authorization") or ""
    secret = given[len(_SCHEME) :].strip() if given[: len(_SCHEME)].lower() == _SCHEME else ""
    secret = secret or exchange.header(b"api-key") or ""
    if not secret:
        raise KeyMissing
    return programs.identify(secret, address=exchange.address)


def classify(exchange: Exchange, programs: Programs, holder: KeyHolder) -> InformationClass:
    """The information class that the header states, or that of the key. Raises ``ClassNotAllowed``."""
    return programs.classify(holder, exchange.header(_CLASS))
