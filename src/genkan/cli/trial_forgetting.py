"""``genkan trial forget``: what trials know of one person is taken out of their records."""

from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.links import COMMAND_LINE, named_person
from genkan.cli.terminal import advise, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts


def add_forgetting(commands: typer.Typer, words: Words) -> None:
    """Add the command to ``genkan trial``."""

    @commands.command(
        help=words(
            "一人の利用者について、試行の記録から氏名との結び付き、意見及び文章を消します。評価は集計に残り、元には戻せません。",
            "Take one person out of the records of trials, with comments and texts. Votes still count; this cannot be undone.",
        )
    )
    def forget(
        sign_in_name: str = typer.Argument(help=words("サインイン名", "Sign-in name")),
        yes: bool = typer.Option(False, "--yes", help=words("確認せずに消します。", "Do not ask first.")),
    ) -> None:
        from genkan.cli.opening import with_parts

        question = words("試行の記録から消しますか。", "Take this person out of the records of trials?")
        if not yes and not typer.confirm(question):
            raise typer.Exit(1)

        async def erase(parts: "Parts") -> int:
            async with parts.database.read() as connection:
                person = await named_person(connection, sign_in_name)
            return await parts.evidence_keeping.forgetting.forget_person(
                person.id, organisation_id=person.organisation_id, actor=COMMAND_LINE
            )

        count = with_parts(erase)
        name = escape(sign_in_name)
        say(
            words(
                f"{name} との結び付きを{count:,}件の記録から消しました。",
                f"{name} was taken out of {count:,} records.",
            )
        )
        advise(
            words(
                "監査記録は変えられないため、利用者の識別子が残ります。会話は、ここでは消しません。",
                "The audit ledger cannot be changed and keeps the person's identifier. Conversations are not deleted here.",
            )
        )
