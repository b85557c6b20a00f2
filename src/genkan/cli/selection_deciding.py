"""``genkan selection sample-decision``, ``propose`` and ``sign``: from the results of a test to the published decision."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.acting import BY, acting_as
from genkan.cli.signature import CODE, FOR_SAMPLE, Proof, Signing, signing
from genkan.cli.terminal import say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from genkan.asgi import Parts
    from genkan.governance import SignedDeed, Viewer

_CALL = ("公募の番号", "Id of the call")


def add_deciding(commands: typer.Typer, words: Words) -> None:
    """The subcommands about decisions."""
    _add_sample(commands, words)
    _add_propose(commands, words)
    _add_sign(commands, words)


def _add_sample(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        name="sample-decision",
        help=words(
            "見本の公募に試験の結果を登録し、決定案の下書きを作成して、公募の番号を表示します。",
            "Take the results of a test into the sample call and draft its decision; prints the id of the call.",
        ),
    )
    def sample_decision(
        pack: Path = typer.Argument(
            exists=True, dir_okay=False, help=words("検証用資料", "Pack of the test")
        ),
        by: str = typer.Option(..., help=words(*BY)),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.evaluation import read_pack
        from genkan.governance import Permission

        exam = read_pack(pack.read_bytes()).document.exam

        async def draft(parts: "Parts") -> str:
            selection = parts.selection
            async with parts.database.read() as connection:
                viewer = await acting_as(connection, by, Permission.RUN_SELECTION)
                call = await selection.sample.call(connection, viewer.organisation)
            proven = await selection.taking.prove(call, exam)
            async with parts.database.write() as connection:
                viewer = await acting_as(connection, by, Permission.RUN_SELECTION)
                return await selection.sample.draft(connection, viewer, proven)

        say(escape(with_parts(draft)), wrap=False)


def _add_propose(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "下書きから決定案を作成し、ハッシュ値を表示します。",
            "Put the draft of a decision up for signing; prints its hash.",
        )
    )
    def propose(
        call: str = typer.Argument(help=words(*_CALL)), by: str = typer.Option(..., help=words(*BY))
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.governance import Permission

        async def put_up(parts: "Parts") -> str:
            async with parts.database.write() as connection:
                viewer = await acting_as(connection, by, Permission.RUN_SELECTION)
                return (await parts.selection.deciding.propose(connection, viewer, call)).digest

        say(escape(f"SHA-256 {with_parts(put_up)}"), wrap=False)


def _add_sign(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "決定案に署名します。2人目の署名で決定し、公表します。監査記録では、操作した人はコマンドとなり、署名した人を併せて記録します。",
            "Sign the proposed decision; the second signature publishes it. The ledger names the command line as the actor, the"
            " person beside it.",
        )
    )
    def sign(
        call: str = typer.Argument(help=words(*_CALL)),
        by: str = typer.Option(..., help=words(*BY)),
        digest: str = typer.Option(
            ...,
            help=words(
                "署名する決定案のハッシュ値（SHA-256）", "SHA-256 of the proposal, as propose prints it"
            ),
        ),
        code: str = typer.Option("", help=words(*CODE)),
        for_sample: bool = typer.Option(False, "--for-sample", help=words(*FOR_SAMPLE)),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.governance import Permission
        from genkan.selection import latest_decision, signatures_of

        seen = digest.strip().lower()

        async def put_under(parts: "Parts") -> bool:
            async def sign(connection: "AsyncConnection", hand: Signing) -> bool:
                viewer = await acting_as(connection, by, Permission.SIGN_SELECTION)
                await hand.prove(connection, viewer.person, await _deed_of(connection, viewer, call, seen))
                decision = await latest_decision(connection, call)
                there = await signatures_of(connection, decision.id) if decision else ()
                return await parts.selection.deciding.sign(
                    connection, viewer, call, seen=seen, signed=len(there)
                )

            return await signing(parts, sign, Proof(code, for_sample))

        final = words("署名しました。決定し、結果を公表しました。", "Signed. The decision is published.")
        first = words("署名しました。もう1人の署名を待っています。", "Signed. Another signature is awaited.")
        say(final if with_parts(put_under) else first)
        say(escape(f"/calls/{call}/decision"), wrap=False)


async def _deed_of(
    connection: "AsyncConnection", viewer: "Viewer", call_id: str, digest: str
) -> "SignedDeed":
    """The signature under the proposal of this digest. Raises ``CallUnknown``, and ``SignatureOvertaken`` where it is not the latest."""
    from genkan.governance import DeedKind, SignedDeed
    from genkan.selection import CallUnknown, SignatureOvertaken, find_call, latest_decision

    found = await find_call(connection, call_id, organisation_id=viewer.organisation.id)
    if found is None:
        raise CallUnknown
    decision = await latest_decision(connection, call_id)
    if decision is None or decision.digest != digest:
        raise SignatureOvertaken
    return SignedDeed(
        kind=DeedKind.SELECTION_DECISION,
        person_id=viewer.person.id,
        organisation_id=found.organisation_id,
        object_id=found.id,
        title=found.content.title,
        path=f"/selection/calls/{found.id}/decision",
        digest=digest,
    )
