"""Who signs by a command: proven by a code of the person's own page, or marked as a signature of the fictional sample."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from genkan.cli.errors import SampleSignatureOnly

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from genkan.asgi import Parts
    from genkan.governance import Person, SignedDeed

Result = TypeVar("Result")
CODE = (
    "署名する人が「アカウント」の「コマンドでの署名」で発行したコード。指定しないときは、発行を依頼します。",
    "Code that the person who signs made on the page /account/signatures; without it the code is asked for",
)
FOR_SAMPLE = (
    "見本の組織に限り、コードなしで署名し、その旨を監査記録に残す",
    "For the sample's organisation alone: sign without a code, which the ledger tells",
)


@dataclass(frozen=True, slots=True)
class Proof:
    """What was given on the command line; ``for_sample`` counts for the fictional organisation alone."""

    code: str = ""
    for_sample: bool = False


async def signing(
    parts: "Parts", deed: "Callable[[AsyncConnection, Signing], Awaitable[Result]]", proof: Proof
) -> Result:
    """Do a deed in one transaction; where its signature is not proven, nothing is done, and the person is asked or the refusal noted.

    Raises what the deed raises, ``SignatureCodeNeeded``, ``SignatureCodeUnfit`` and ``SampleSignatureOnly``.
    """
    from genkan.governance import SignatureCodeNeeded, SignatureUnproven, ask_for_code, note_code_refused

    hand = Signing(parts, proof)
    try:
        async with parts.database.write() as connection:
            done = await deed(connection, hand)
            hand.check()
            return done
    except SignatureUnproven as problem:
        if hand.signed is None:
            raise
        async with parts.database.write() as connection:
            if isinstance(problem, SignatureCodeNeeded):
                await ask_for_code(connection, hand.signed, ledger=parts.ledger, clock=parts.clock)
            else:
                await note_code_refused(connection, hand.signed, ledger=parts.ledger)
        raise


@dataclass(slots=True)
class Signing:
    """The hand of the person in one deed; ``signed`` is what it was asked to sign."""

    parts: "Parts"
    proof: Proof
    signed: "SignedDeed | None" = None
    is_proven: bool = False

    def check(self) -> None:
        """Nothing is committed that nobody signed. Raises ``RuntimeError``, which is a fault of the command."""
        if not self.is_proven:
            raise RuntimeError("the deed was done without its signature")

    async def prove(self, connection: "AsyncConnection", person: "Person", deed: "SignedDeed") -> None:
        """Go on only if the person signs this deed. Raises ``SignatureUnproven``, ``SampleSignatureOnly``."""
        from genkan.cli.sample import MINISTRY
        from genkan.governance import find_organisation, note_sample_signature, prove_signature

        self.signed, ledger = deed, self.parts.ledger
        if not self.proof.for_sample:
            clock, code = self.parts.clock, self.proof.code
            await prove_signature(connection, person, deed, code=code, ledger=ledger, clock=clock)
            self.is_proven = True
            return
        owner = await find_organisation(connection, organisation_id=deed.organisation_id)
        if owner is None or owner.name != MINISTRY:
            raise SampleSignatureOnly
        await note_sample_signature(connection, deed, ledger=ledger)
        self.is_proven = True
