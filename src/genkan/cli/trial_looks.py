"""``genkan trial looks``: the looks of a sequential trial, taken again."""

from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.trial import ProvedLook


def add_looks(commands: typer.Typer, words: Words) -> None:
    """Add the command to ``genkan trial``."""

    @commands.command(
        help=words(
            "計画書に定めた判定を一覧にし、監査記録から計算し直した結果が封印した値と一致するかを確かめます。一致しないと終了コード1で終わります。",
            "List the declared looks of a trial and take each again from the ledger; ends with status 1 where a seal does not hold.",
        )
    )
    def looks(trial: str = typer.Argument(help=words("試行のID", "Id of the trial"))) -> None:
        from genkan.cli.opening import with_parts
        from genkan.trial import prove_looks

        async def prove(parts: "Parts") -> "tuple[ProvedLook, ...]":
            return await prove_looks(parts.database, trial)

        proved = with_parts(prove)
        heads = (
            *(words("回", "Look"), words("日", "Day"), words("条件", "Rule")),
            *(words("SHA-256", "SHA-256"), words("確認", "Proof")),
        )
        for line in columns(heads, [_row(each, words) for each in proved]):
            say(escape(line), wrap=False)
        if not all(each.holds for each in proved):
            raise typer.Exit(1)


def _row(proved: "ProvedLook", words: Words) -> tuple[str, ...]:
    look = proved.look
    met = words("満たした", "met") if look.met else words("満たしていない", "not met")
    return str(look.number), look.day, met, look.seal, "✓" if proved.holds else "✗"
