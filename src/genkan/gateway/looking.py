"""What an operator is told who looks at an endpoint: its address, and what to check there."""

from genkan.gateway.look_failures import (
    EndpointAsksForSecret,
    EndpointKeptSilent,
    EndpointNotReached,
    EndpointNotTrusted,
    EndpointRefusedLook,
    EndpointSpeaksOtherwise,
    LookFailed,
    LookNotAllowed,
    NoModelListThere,
)
from genkan.providers import (
    AddressRefused,
    CertificateRefused,
    EndpointRefused,
    EndpointTimedOut,
    EndpointUnreachable,
    ModelNotServed,
    ProviderProblem,
    SecretRefused,
)


def look_failed(problem: ProviderProblem, *, address: str) -> LookFailed:
    """The same failure as the operator who gave the address understands it."""
    match problem:
        case AddressRefused():
            return LookNotAllowed()
        case CertificateRefused():
            return EndpointNotTrusted(address=address)
        case EndpointUnreachable():
            return EndpointNotReached(address=address)
        case EndpointTimedOut():
            return EndpointKeptSilent(address=address)
        case EndpointRefused():
            return _refused(problem, address=address)
        case _:
            return EndpointSpeaksOtherwise(address=address)


def _refused(problem: EndpointRefused, *, address: str) -> LookFailed:
    status = problem.details["http_status"]
    match problem:
        case SecretRefused():
            return EndpointAsksForSecret(address=address, http_status=status)
        case ModelNotServed():
            return NoModelListThere(address=address, http_status=status)
        case _:
            return EndpointRefusedLook(address=address, http_status=status)
