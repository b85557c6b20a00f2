"""``genkan trial pack``, ``export``, ``rebuild`` and ``verify``: the evidence of a trial in one file, proved without a database."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.terminal import say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.trial import Proved, Rebuilt

_PACK = ("証拠資料のZIPファイル", "ZIP of the evidence pack")
_KEY = (
    "仮名化の鍵のファイル。なければ作成します。指定しないときは、鍵を残しません。",
    "File of the key for pseudonyms, made where there is none; without it the key is not kept.",
)


def add_packs(commands: typer.Typer, words: Words) -> None:
    """Add the commands to ``genkan trial``."""
    _add_pack(commands, words)
    _add_export(commands, words)
    _add_rebuild(commands, words)
    _add_verify(commands, words)


def _add_pack(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "試行の証拠資料をZIPに書き出します。報告書があるときは、作成時に保存した資料をそのまま書き出します。",
            "Write the evidence pack of a trial as a ZIP: where there is a report, the very file that was kept with it.",
        )
    )
    def pack(
        trial: str = typer.Argument(help=words("試行のID", "Id of the trial")),
        file: Path = typer.Argument(dir_okay=False, help=words(*_PACK)),
        key: Path | None = typer.Option(None, dir_okay=False, help=words(*_KEY)),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.trial import key_in, pack_trial

        async def write(parts: "Parts") -> str:
            chosen = key_in(key) if key else None
            return await pack_trial(parts.database, parts.ledger, trial, file, key=chosen, clock=parts.clock)

        root = with_parts(write)
        say(words("証拠資料を書き出しました。", "The evidence pack was written."))
        say(escape(words(f"検証値 {root}", f"root {root}")), wrap=False)


def _add_export(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "試行の記録の行を、表ごとのParquetファイルに書き出します。人は仮名で示します。",
            "Write the rows of a trial as Parquet, one file a table; persons have pseudonyms.",
        )
    )
    def export(
        trial: str = typer.Argument(help=words("試行のID", "Id of the trial")),
        folder: Path = typer.Argument(file_okay=False, help=words("フォルダー", "Folder")),
        key: Path | None = typer.Option(None, dir_okay=False, help=words(*_KEY)),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.trial import export_trial, key_in

        async def write(parts: "Parts") -> int:
            chosen = key_in(key) if key else None
            return len(await export_trial(parts.database, trial, folder, key=chosen, clock=parts.clock))

        files = with_parts(write)
        say(words(f"{files}個のファイルを書き出しました。", f"{files} files were written."))


def _add_rebuild(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "証拠資料の行だけから全ての数値を計算し直し、公表した数値と比べます。データベースは使いません。",
            "Compute every number again from the rows of a pack alone and compare; no database is used.",
        )
    )
    def rebuild(
        file: Path = typer.Argument(exists=True, dir_okay=False, help=words(*_PACK)),
        out: Path | None = typer.Option(
            None, dir_okay=False, help=words("計算し直した数値を書き出すファイル", "File for the numbers")
        ),
    ) -> None:
        from genkan.trial import rebuild_pack

        rebuilt = rebuild_pack(file)
        if out:
            out.write_bytes(rebuilt.numbers)
        _tell_rebuilt(rebuilt, words)
        if rebuilt.differences:
            raise typer.Exit(1)


def _tell_rebuilt(rebuilt: "Rebuilt", words: Words) -> None:
    if rebuilt.written_by != rebuilt.rebuilt_by:
        told = words("資料を作成したプログラムと版が異なります。", "The pack was written by another version.")
        say(f"[yellow]![/] {escape(told)} {escape(_versions(rebuilt))}", error=True)
    for each in rebuilt.differences:
        told = words(f"公表した数値と異なります：{each}", f"Differs from what was published: {each}")
        say(f"[red]✗[/] {escape(told)}", error=True)
    if not rebuilt.differences:
        say(
            words(
                "[green]✓[/] 全ての数値が、公表した数値と一致しました。",
                "[green]✓[/] Every number is equal to what was published.",
            )
        )
    say(escape(words(f"検証値 {rebuilt.manifest.root}", f"root {rebuilt.manifest.root}")), wrap=False)


def _versions(rebuilt: "Rebuilt") -> str:
    one, other = rebuilt.written_by, rebuilt.rebuilt_by
    pairs = {"genkan": (one.genkan, other.genkan), "analysis": (one.analysis, other.analysis)}
    pairs["python"] = (one.python, other.python)
    for name in sorted({*one.dependencies, *other.dependencies}):
        pairs[name] = (one.dependencies.get(name, "―"), other.dependencies.get(name, "―"))
    return "、".join(f"{name} {was} → {now}" for name, (was, now) in pairs.items() if was != now)


def _add_verify(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "証拠資料が改変されていないことを、資料だけを用いて確かめ、変えられたファイル、行及び項目を示します。",
            "Prove from a pack alone that it is unaltered; altered files, rows and fields are named.",
        )
    )
    def verify(
        file: Path = typer.Argument(exists=True, dir_okay=False, help=words(*_PACK)),
        root: str = typer.Option("", help=words("公表された検証値", "Root that was published")),
        as_json: bool = typer.Option(False, "--json", help=words("JSONで出力", "Print JSON")),
    ) -> None:
        from genkan.trial import verify_pack

        proved = verify_pack(file, root=root.strip())
        if as_json:
            told = [{"what": one.what, "place": one.place} for one in proved.alterations]
            result = {"whole": not told, "root": proved.manifest.root, "altered": told}
            result["compared_with_published"] = bool(root.strip())
            result |= {"events": proved.events, "events_proven": proved.proven}
            say(escape(json.dumps(result, ensure_ascii=False)), wrap=False)
        else:
            _tell_proved(proved, words, compared=bool(root.strip()))
        if proved.alterations:
            raise typer.Exit(1)


def _tell_proved(proved: "Proved", words: Words, *, compared: bool) -> None:
    found, root = proved.alterations, proved.manifest.root
    for one in found:
        told = f"{words(one.what.japanese, one.what.english)}：{one.place}"
        say(f"[red]✗[/] {escape(told)}", error=True)
    if not found:
        _tell_whole(words, compared=compared)
    _tell_events(proved, words)
    say(escape(words(f"検証値 {root}", f"root {root}")), wrap=False)


def _tell_events(proved: "Proved", words: Words) -> None:
    """How far rows are held against the ledger's events, and what only the ledger or the root can prove."""
    if not proved.events:
        told = words(
            "監査記録の内容を含まない以前の形式か、内容を読み取れない資料のため、行を監査記録の内容とは比べていません。",
            "The pack has an earlier form without what events say, or that cannot be read: rows were not compared with it.",
        )
        say(f"[yellow]![/] {escape(told)}", error=True)
        return
    told = words(
        f"監査記録{proved.events:,}件のうち{proved.proven:,}件の検証値を内容から計算し直し、全ての行を内容から作り直して比べました。",
        f"Of {proved.events:,} events {proved.proven:,} digests were computed from what they say, "
        "and every row was made from that again and compared.",
    )
    say(escape(told))
    if proved.proven < proved.events:
        told = words(
            f"残りの{proved.events - proved.proven:,}件の検証値は、計算できません。改変を見分けられるのは、公表された検証値との比較だけです。",
            f"The other {proved.events - proved.proven:,} digests cannot be computed: "
            "only the published root tells whether these events were altered.",
        )
        say(f"[yellow]![/] {escape(told)}", error=True)
    told = words(
        "仮名が誰であるかは、監査記録そのものがなければ確かめられません。",
        "Whose a pseudonym is cannot be proved without the ledger itself.",
    )
    say(escape(told))


def _tell_whole(words: Words, *, compared: bool) -> None:
    say(
        words(
            "[green]✓[/] 全てのファイル、行及び監査記録とのつながりが一致します。",
            "[green]✓[/] All files, rows and links to the ledger match.",
        )
    )
    if compared:
        say(words("[green]✓[/] 公表された検証値と一致します。", "[green]✓[/] The published root matches."))
        return
    told = words(
        "資料の中で矛盾がないことだけを確かめました。公表された資料であることを確かめるには、公表された検証値を --root で指定してください。",
        "The pack is only consistent in itself. Give the published root with --root to prove that it is the published one.",
    )
    say(f"[yellow]![/] {escape(told)}", error=True)
