"""A protocol with the names of those who answer for it."""

from dataclasses import dataclass
from datetime import datetime

from genkan.trial.protocol.document import Protocol, read_protocol, without_seed
from genkan.trial.protocol.trial import TrialState


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A protocol with the first signature (署名案): what the second person reads and signs; it never changes.

    ``number`` is that of the protocol it would become, 0 for the first; ``version`` the draft that it was made of.
    """

    trial_id: str
    revision: int
    number: int
    version: int
    document: str
    digest: str
    reason: str
    signed_by: str
    signed_at: datetime

    @property
    def protocol(self) -> Protocol:
        """The protocol that is proposed."""
        return read_protocol(self.document)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedProtocol:
    """A protocol with both signatures (署名済みの計画書): number 0, or an amendment with its reason.

    ``signed_by`` is the second person; the first stands in the proposal of the same number.
    """

    trial_id: str
    number: int
    document: str
    digest: str
    reason: str
    signed_by: str
    signed_at: datetime

    @property
    def protocol(self) -> Protocol:
        """The protocol that was signed."""
        return read_protocol(self.document)

    def told(self, state: TrialState) -> str:
        """The document as it may be read: as it was signed once the trial is over, before that without the seed."""
        return self.document if state.is_over else without_seed(self.document)

    def checked(self, state: TrialState) -> str:
        """The document whose SHA-256 is the digest: with a commitment to the seed the same before and after the end."""
        return without_seed(self.document) if self.protocol.seed_commitment else self.told(state)
