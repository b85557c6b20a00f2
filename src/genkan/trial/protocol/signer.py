"""Who signs, and with which right."""

from dataclasses import dataclass

from genkan.governance import Permission, Person, Role, permissions_of
from genkan.trial.protocol.errors import SignerIsProposer, SignerNotOffice, SignerNotOfficer
from genkan.trial.protocol.trial import Trial

_COMMAND_LINE = "command_line"


@dataclass(frozen=True, slots=True)
class Signer:
    """The person who signs; where nobody is ``signed_in``, the ledger names the command line as the actor."""

    person: Person
    signed_in: bool = True

    @property
    def actor(self) -> str:
        """Whom the ledger names."""
        return self.person.id if self.signed_in else _COMMAND_LINE

    def check_first(self) -> None:
        """Raises ``SignerNotOffice`` for who is not of the trial office."""
        if not {Permission.RUN_TRIAL, Permission.SIGN_TRIAL} <= permissions_of(self.person.roles):
            raise SignerNotOffice

    def check_second(self, trial: Trial, *, first: str) -> None:
        """Whether it may follow the signature of ``first``. Raises ``SignerIsProposer``, ``SignerNotOfficer``."""
        if self.person.id == first:
            raise SignerIsProposer
        if Role.CAIO not in self.person.roles or self.person.organisation_id != trial.organisation_id:
            raise SignerNotOfficer
