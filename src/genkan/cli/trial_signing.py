"""Signing the protocol of a trial, or its early end, by a command, which takes the code of the person who signs."""

from typing import TYPE_CHECKING

from genkan.cli.links import named_person
from genkan.cli.signature import Proof, Signing, signing
from genkan.cli.trials import found_trial, surroundings_of

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from genkan.asgi import Parts
    from genkan.governance import Person, SignedDeed
    from genkan.trial import Trial


def signed_by(trial_id: str, name: str, proof: Proof, *, digest: str = "", reason: str = "") -> str:
    """Sign first, or second where a proposal waits; the digest of what was signed."""
    from genkan.cli.opening import with_parts
    from genkan.trial import Signer, TrialOffice, awaiting, latest_proposal, protocol_in_force, read_draft

    async def sign(parts: "Parts", connection: "AsyncConnection", hand: Signing) -> str:
        found, person = await found_trial(connection, trial_id), await named_person(connection, name)
        known = await surroundings_of(parts, connection, read_draft(found.draft), trial_id=found.id)
        office, by = TrialOffice(parts.ledger, parts.clock), Signer(person, signed_in=False)
        latest = await latest_proposal(connection, found.id)
        waiting = awaiting(found, latest, await protocol_in_force(connection, found.id))
        if waiting is None and not digest:
            proposal = await office.signing.propose(
                connection, found.id, known, by=by, seen=found.version, reason=reason
            )
            deed = deed_of(person, found, proposal.digest, reason=proposal.reason)
            await hand.prove(connection, person, deed)
            return proposal.digest
        if waiting is not None and waiting.digest == digest:
            by.check_second(found, first=waiting.signed_by)
            deed = deed_of(person, found, digest, reason=waiting.reason)
            await hand.prove(connection, person, deed)
        return (await office.signing.sign(connection, found.id, known, by=by, seen=digest)).digest

    return with_parts(
        lambda parts: signing(parts, lambda connection, hand: sign(parts, connection, hand), proof)
    )


def deed_of(
    person: "Person", trial: "Trial", digest: str, *, reason: str = "", ends: bool = False
) -> "SignedDeed":
    """What the person signs of a trial: its protocol, or that it ends early; the ``reason`` is shown beside the title."""
    from genkan.governance import DeedKind, SignedDeed
    from genkan.trial import read_draft

    return SignedDeed(
        kind=DeedKind.TRIAL_END if ends else DeedKind.TRIAL_PROTOCOL,
        person_id=person.id,
        organisation_id=trial.organisation_id,
        object_id=trial.id,
        title=" — ".join(filter(None, (read_draft(trial.draft).title, reason))),
        path=f"/trials/{trial.id}",
        digest=digest,
    )
