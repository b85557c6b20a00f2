"""``genkan selection``: calls, the applications to them, and archives that anyone can check."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.links import COMMAND_LINE
from genkan.cli.selection_deciding import add_deciding
from genkan.cli.shelves import organisation_named
from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts

_ORGANISATION = ("組織の名称", "Name of the organisation")
_CALL = (
    "公募の番号（genkan selection status に表示）",
    "Id of the call, as genkan selection status shows it",
)


def selection_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan selection``."""
    commands = typer.Typer(
        name="selection",
        help=words("公募と選定を扱います。", "Work with calls and selections."),
        no_args_is_help=True,
    )
    for add in (_add_status, _add_draft, _add_publish, _add_applications, _add_export, _add_verify):
        add(commands, words)
    add_deciding(commands, words)
    return commands


def _add_status(commands: typer.Typer, words: Words) -> None:
    @commands.command(help=words("公募を一覧にします。", "List the calls."))
    def status(organisation: str = typer.Option(..., help=words(*_ORGANISATION))) -> None:
        from genkan.cli.opening import with_parts
        from genkan.selection import list_applications, list_calls

        async def read(parts: "Parts") -> list[tuple[str, ...]]:
            async with parts.database.read() as connection:
                own = await organisation_named(connection, organisation)
                return [
                    (
                        call.id,
                        call.state.label,
                        call.content.schedule.deadline.astimezone().strftime("%Y-%m-%d %H:%M"),
                        str(len(await list_applications(connection, call_id=call.id))),
                        call.content.title,
                    )
                    for call in await list_calls(connection, own.id)
                ]

        heads = ("ID", words("状態", "State"), words("応募の期限", "Deadline"), words("応募", "Applications"))
        for line in columns((*heads, words("名称", "Title")), with_parts(read)):
            say(escape(line))


def _add_draft(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "標準の基準で公募の下書きを作成します。", "Draft a call with the criteria that are shipped."
        )
    )
    def draft(organisation: str = typer.Option(..., help=words(*_ORGANISATION))) -> None:
        from genkan.cli.opening import with_parts
        from genkan.selection import packaged_call

        async def begin(parts: "Parts") -> str:
            async with parts.database.write() as connection:
                own = await organisation_named(connection, organisation)
                content = packaged_call(parts.clock())
                call = await parts.selection.calls.begin(connection, own.id, content, actor=COMMAND_LINE)
                return call.id

        say(escape(with_parts(begin)))


def _add_publish(commands: typer.Typer, words: Words) -> None:
    @commands.command(help=words("公募の下書きを公表します。", "Publish the draft of a call."))
    def publish(
        call: str = typer.Argument(help=words(*_CALL)),
        organisation: str = typer.Option(..., help=words(*_ORGANISATION)),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.selection import CallUnknown, find_call

        async def freeze(parts: "Parts") -> str:
            async with parts.database.write() as connection:
                own = await organisation_named(connection, organisation)
                found = await find_call(connection, call, organisation_id=own.id)
                if found is None:
                    raise CallUnknown
                published = await parts.selection.calls.publish(
                    connection, own, found.id, actor=COMMAND_LINE, seen=found.version
                )
                return published.digest

        say(escape(f"SHA-256 {with_parts(freeze)}"))


def _add_applications(commands: typer.Typer, words: Words) -> None:
    @commands.command(help=words("公募への応募を一覧にします。", "List the applications to a call."))
    def applications(call: str = typer.Argument(help=words(*_CALL))) -> None:
        from genkan.cli.opening import with_parts

        heads = ("ID", words("番号", "No."), words("応募者", "Applicant"), words("状態", "State"))
        more = (words("提出", "Handed in"), words("期限", "Deadline"), words("不足", "Missing"))
        said = (words("期限後", "late"), words("期限内", "in time"))
        rows = with_parts(lambda parts: _applications(parts, call, said=said))
        for line in columns((*heads, *more, words("審査", "Review")), rows):
            say(escape(line))


async def _applications(parts: "Parts", call_id: str, *, said: tuple[str, str]) -> list[tuple[str, ...]]:
    from genkan.selection import (
        CallUnknown,
        companies_of,
        find_call,
        list_applications,
        read_reviews,
        submissions_by,
    )

    async with parts.database.read() as connection:
        call = await find_call(connection, call_id)
        if call is None:
            raise CallUnknown
        found = await list_applications(connection, call_id=call.id)
        ids = [each.id for each in found]
        companies = await companies_of(connection, sorted({each.vendor_id for each in found}))
        submissions = await submissions_by(connection, ids)
        reviews = await read_reviews(connection, call.content, ids)
    late, in_time = said
    rows: list[tuple[str, ...]] = []
    for each in found:
        handed_in = submissions.get(each.id, ())
        state = "" if not handed_in else late if all(one.late for one in handed_in) else in_time
        missing = str(len(handed_in[-1].missing)) if handed_in else ""
        facts = (each.id, each.label, companies[each.vendor_id][0], each.state.label, str(len(handed_in)))
        rows.append((*facts, state, missing, reviews[each.id].standing.label))
    return rows


def _add_export(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "公募の全ての記録と書類を、ハッシュ値とともにZIPに書き出します。",
            "Write all records and files of a call with their hashes into a ZIP.",
        )
    )
    def export(
        call: str = typer.Argument(help=words(*_CALL)),
        to: Path = typer.Option(..., dir_okay=False, help=words("書き出すファイル", "File to write")),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.selection import CallUnknown, find_call

        async def write(parts: "Parts") -> int:
            async with parts.database.read() as connection:
                found = await find_call(connection, call)
            if found is None:
                raise CallUnknown
            return await parts.selection.write_archive(found, to, actor=COMMAND_LINE)

        count = with_parts(write)
        say(escape(words(f"{count}件を書き出しました。", f"{count} entries were written.")))


def _add_verify(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "書き出したZIPが改変されていないかを確かめます。",
            "Check that a ZIP that was written is unaltered.",
        )
    )
    def verify(
        file: Path = typer.Argument(exists=True, dir_okay=False, help=words("ファイル", "File")),
    ) -> None:
        from genkan.selection import verify_archive

        checked = verify_archive(file, name=file.name)
        for fault in checked.faults:
            say(escape(f"✗ {fault}"), error=True)
        if checked.faults:
            raise typer.Exit(1)
        count = checked.entries
        say(escape(words(f"{count}件の全てが一致しました。", f"All {count} entries match.")))
