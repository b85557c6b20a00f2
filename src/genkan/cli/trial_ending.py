"""``genkan trial protocol close``: the end of a trial as its protocol says, or by two signatures."""

from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.links import COMMAND_LINE, named_person
from genkan.cli.signature import CODE, FOR_SAMPLE, Proof, Signing, signing
from genkan.cli.terminal import say
from genkan.cli.trial_signing import deed_of
from genkan.cli.trials import PERSON, REASON, TRIAL, done, found_trial
from genkan.cli.words import Words

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from genkan.asgi import Parts
    from genkan.trial import Surroundings, Trial, TrialOffice


def add_close(commands: typer.Typer, words: Words) -> None:
    """``genkan trial protocol close``."""

    @commands.command(
        help=words(
            "期間の終わった試行又は規則を満たした試行を終了します。それ以外は、理由を付して二人が順に署名します。",
            "End a trial whose days are over or whose rule is met; otherwise two persons sign in turn, with a reason.",
        )
    )
    def close(
        trial: str = typer.Argument(help=words(*TRIAL)),
        person: str = typer.Option("", help=words(*PERSON)),
        reason: str = typer.Option("", help=words(*REASON)),
        digest: str = typer.Option(
            "",
            help=words("二人目が読んだ申出のSHA-256", "SHA-256 of the wish that the second person has read"),
        ),
        code: str = typer.Option("", help=words(*CODE)),
        for_sample: bool = typer.Option(False, "--for-sample", help=words(*FOR_SAMPLE)),
    ) -> None:
        proof = Proof(code, for_sample)
        waiting = _signed(trial, person, proof, reason=reason, digest=digest) if person else done(trial, _end)
        if waiting:
            say(escape(waiting), wrap=False)
            return
        say(words("割付けを終了しました。", "Nothing is assigned any more."))


async def _end(
    office: "TrialOffice", connection: "AsyncConnection", found: "Trial", _known: "Surroundings"
) -> str:
    await office.conduct.end(connection, found.id, actor=COMMAND_LINE)
    return ""


def _signed(trial_id: str, name: str, proof: Proof, *, reason: str, digest: str) -> str:
    """Sign the early end, second where a digest is given; the digest of the wish where a second signature is to come."""
    from genkan.cli.opening import with_parts
    from genkan.trial import Signer, TrialOffice

    async def sign(parts: "Parts", connection: "AsyncConnection", hand: Signing) -> str:
        found, person = await found_trial(connection, trial_id), await named_person(connection, name)
        conduct, by = TrialOffice(parts.ledger, parts.clock).conduct, Signer(person, signed_in=False)
        if digest:
            await conduct.sign_end(connection, found.id, by=by, seen=digest)
            await hand.prove(connection, person, deed_of(person, found, digest, ends=True))
            return ""
        wish = await conduct.propose_end(connection, found.id, by=by, reason=reason)
        deed = deed_of(person, found, wish.reason_digest, reason=wish.reason, ends=True)
        await hand.prove(connection, person, deed)
        return wish.digest

    return with_parts(
        lambda parts: signing(parts, lambda connection, hand: sign(parts, connection, hand), proof)
    )
