"""Whether an endpoint does what its protocol promises: one check after the other, through the real provider."""

from genkan.gateway.conformance.asking import Asking, Heard
from genkan.gateway.conformance.suite import examine

__all__ = ["Asking", "Heard", "examine"]
