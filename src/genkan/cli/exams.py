"""``genkan exam``: sealed tests from a terminal, and proving a pack without any database."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.acting import BY
from genkan.cli.exam_custody import add_custody, exam_of
from genkan.cli.exam_holding import add_holding
from genkan.cli.exam_sample import add_sample
from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from genkan.asgi import Parts
    from genkan.evaluation import Alteration

_EXAM = ("試験のID", "Id of the test")


def exam_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan exam``."""
    commands = typer.Typer(
        name="exam",
        help=words("封印した性能試験を扱います。", "Work with sealed tests."),
        no_args_is_help=True,
    )
    add_sample(commands, words)
    _add_list(commands, words)
    add_custody(commands, words)
    add_holding(commands, words)
    _add_pack(commands, words)
    _add_verify(commands, words)
    return commands


def _add_list(commands: typer.Typer, words: Words) -> None:
    @commands.command(name="list", help=words("試験の一覧を表示します。", "List the tests."))
    def list_all() -> None:
        from genkan.cli.opening import with_parts
        from genkan.evaluation import list_exams
        from genkan.governance import list_organisations

        async def read(parts: "Parts") -> list[tuple[str, ...]]:
            async with parts.database.read() as connection:
                owners = [each for each in await list_organisations(connection) if each.parent_id is None]
                return [
                    (exam.id, exam.title, words(exam.state.label, exam.state.value), owner.name)
                    for owner in owners
                    for exam in await list_exams(connection, owner.id)
                ]

        heads = ("ID", words("名称", "Title"), words("状態", "State"), words("組織", "Organisation"))
        say(escape("\n".join(columns(heads, with_parts(read)))), wrap=False)


def _add_pack(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words("公表した試験の検証用資料を書き出します。", "Write the evidence pack of a published test.")
    )
    def pack(
        exam: str = typer.Argument(help=words(*_EXAM)),
        file: Path = typer.Argument(dir_okay=False, help=words("ファイル", "File")),
        by: str = typer.Option(..., help=words(*BY)),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.governance import Permission

        async def read(parts: "Parts") -> str:
            async with parts.database.write() as connection:
                viewer, found = await exam_of(connection, exam, by, Permission.HOLD_SHARES)
                return await parts.exams.export(connection, found, person_id=viewer.person.id)

        content = with_parts(read)
        file.write_text(content, encoding="utf-8", newline="\n")
        say(words("検証用資料を書き出しました。", "The evidence pack was written."))


def _add_verify(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "検証用資料だけを用いて、設問、回答、採点及び成績が、封印し、公表したものと同じことを確かめます。"
            "データベースは使いません。",
            "Prove from the pack alone, without any database, that questions, answers, marks and scores are those "
            "that were sealed and published.",
        ),
    )
    def verify(
        file: Path = typer.Argument(exists=True, dir_okay=False, help=words("検証用資料", "Pack")),
        commitment: str = typer.Option(
            "", help=words("封印のときに公表された値", "Commitment that was published at sealing")
        ),
        root: str = typer.Option(
            "", help=words("結果とともに公表された検証値", "Root that was published with the results")
        ),
        as_json: bool = typer.Option(False, "--json", help=words("JSONで出力", "Print JSON")),
    ) -> None:
        from genkan.evaluation import alterations_of, not_regraded, read_pack

        pack = read_pack(file.read_bytes())
        found = alterations_of(pack, commitment=commitment.strip(), root=root.strip())
        if as_json:
            told = [{"part": each.part.value, "name": each.name} for each in found]
            result = {"whole": not found, "altered": told, "not_regraded": not_regraded(pack)}
            say(escape(json.dumps(result, ensure_ascii=False)), wrap=False)
        else:
            _tell(found, words, commitment=pack.commitment, root=pack.root)
            for reason, count in not_regraded(pack).items():
                kept = words(
                    f"再採点していない回答：{count}件（{reason.label}）",
                    f"Not regraded: {count} ({reason.value})",
                )
                say(f"[yellow]![/] {escape(kept)}")
        if found:
            raise typer.Exit(1)


def _tell(found: "Sequence[Alteration]", words: Words, *, commitment: str, root: str) -> None:
    if not found:
        say(
            words(
                "[green]✓[/] 設問、回答、採点及び成績は、封印し、公表したものと同じです。",
                "[green]✓[/] Questions, answers, marks and scores are those that were sealed and published.",
            )
        )
    for each in found:
        name = f" {each.name}" if each.name else ""
        told = words(f"変えられています：{each.part.label}{name}", f"Altered: {each.part.value}{name}")
        say(f"[red]✗[/] {escape(told)}")
    say(escape(words(f"封印の値　　　{commitment}", f"commitment {commitment}")), wrap=False)
    say(escape(words(f"公表した検証値 {root}", f"root       {root}")), wrap=False)
