"""``genkan inquiries``: letters by e-mail from files, and the mailboxes that are looked into."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.links import COMMAND_LINE
from genkan.cli.shelves import organisation_named
from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.inquiry import Column

_COLUMNS = "text, subject, name, email, address, received, reference"
_ORGANISATION = ("組織の名称", "Name of the organisation")


def inquiries_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan inquiries``."""
    commands = typer.Typer(
        name="inquiries",
        help=words("照会の受付を管理します。", "Look after the intake of inquiries."),
        no_args_is_help=True,
    )
    _add_import_mail(commands, words)
    _add_import_list(commands, words)
    _add_add_mailbox(commands, words)
    _add_list_mailboxes(commands, words)
    _add_remove_mailbox(commands, words)
    return commands


def _add_import_mail(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        name="import-mail",
        help=words(
            "電子メールのファイル（.eml）を案件として登録します。", "Take letters (.eml) in as cases."
        ),
    )
    def import_mail(
        files: list[Path] = typer.Argument(exists=True, dir_okay=False, help=words("ファイル", "Files")),
        organisation: str = typer.Option(..., help=words(*_ORGANISATION)),
        anyway: bool = typer.Option(
            False, help=words("自動応答や一斉配信も登録する", "Also what no person seems to have written")
        ),
    ) -> None:
        from genkan.cli.explaining import translate
        from genkan.cli.opening import with_parts

        async def take(parts: "Parts") -> list[tuple[str, str, str]]:
            async with parts.database.read() as connection:
                own = await organisation_named(connection, organisation)
            rows = list[tuple[str, str, str]]()
            for path in files:
                mail = await parts.inquiries.mail_taking.take(
                    own.id, path.read_bytes(), actor=COMMAND_LINE, anyway=anyway
                )
                why = translate(mail.why, language=parts.settings.language)
                rows.append((path.name, told[mail.outcome.value], why))
            return rows

        told = {
            "taken": words("登録", "taken in"),
            "known": words("登録済み", "known"),
            "left": words("登録せず", "left"),
        }
        heads = (words("ファイル", "File"), words("結果", "Result"), words("理由", "Why"))
        for line in columns(heads, with_parts(take)):
            say(escape(line))


def _add_import_list(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        name="import-list",
        help=words(
            "一覧（CSV又はExcel）の照会を案件として登録し、行ごとの結果を示します。",
            "Take the inquiries of a list (CSV or Excel) in as cases, and say what became of each row.",
        ),
    )
    def import_list(
        file: Path = typer.Argument(exists=True, dir_okay=False, help=words("一覧", "The list")),
        organisation: str = typer.Option(..., help=words(*_ORGANISATION)),
        column: list[str] = typer.Option(
            [],
            help=words(
                f"列の内容（項目=列の番号）。項目は{_COLUMNS}。指定しない項目は、見出しから判断する",
                f"What a column holds (item=number of the column); items are {_COLUMNS}. Others are told by headings",
            ),
        ),
    ) -> None:
        from genkan.cli.explaining import translate
        from genkan.cli.opening import with_parts
        from genkan.inquiry import Incoming

        places, given = _places(column, words), Incoming(file.name, file.read_bytes())

        async def take(parts: "Parts") -> list[tuple[str, str, str, str]]:
            async with parts.database.read() as connection:
                own = await organisation_named(connection, organisation)
            reports = await parts.inquiries.list_taking.take_at_once(
                own.id, given, places, actor=COMMAND_LINE
            )
            language = parts.settings.language
            told = {
                report.outcome: translate(report.outcome.label, language=language) for report, _ in reports
            }
            return [
                (str(report.row), told[report.outcome], number, translate(report.reason, language=language))
                for report, number in reports
            ]

        heads = (words("行", "Row"), words("結果", "Result"), words("案件", "Case"), words("理由", "Why"))
        for line in columns(heads, with_parts(take)):
            say(escape(line))


def _places(typed: list[str], words: Words) -> "dict[Column, int]":
    """The columns that were said, by place from 0."""
    from genkan.inquiry import Column

    found: dict[Column, int] = {}
    for each in typed:
        name, _, number = each.partition("=")
        if name not in set(Column) or not number.isdecimal() or not 1 <= int(number) < 1000:
            raise typer.BadParameter(
                words(f"「{each}」は「text=3」のように指定してください。", f"Write '{each}' as text=3.")
            )
        found[Column(name)] = int(number) - 1
    return found


def _add_add_mailbox(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        name="add-mailbox",
        help=words(
            "受信箱（IMAP）を登録し、届いた電子メールを自動で取り込みます。",
            "Pull letters from a mailbox over IMAP.",
        ),
    )
    def add_mailbox(
        host: str = typer.Argument(help=words("受信サーバー", "Server")),
        organisation: str = typer.Option(..., help=words(*_ORGANISATION)),
        username: str = typer.Option(..., help=words("利用者名", "User name")),
        password_at: str = typer.Option(
            ...,
            help=words(
                "パスワードの参照先（env:名前 又は file:/パス）",
                "Where the password stands: env:NAME or file:/path",
            ),
        ),
        port: int = typer.Option(993, min=1, max=65535),
        tls: bool = typer.Option(True, help=words("接続の初めから暗号化する", "Encrypt from the beginning")),
        folder: str = typer.Option("INBOX", help=words("フォルダー", "Folder")),
        all_letters: bool = typer.Option(
            False,
            "--all",
            help=words("既にある電子メールも取り込む", "Also the letters that are there already"),
        ),
        mark_seen: bool = typer.Option(
            False, help=words("取り込んだ電子メールを既読にする", "Mark letters that were taken in as seen")
        ),
    ) -> None:
        from genkan.catalogue import check_secret_reference
        from genkan.cli.opening import with_parts
        from genkan.inquiry import FROM_NOW, Mailbox
        from genkan.kit import new_id

        reference = check_secret_reference(password_at)

        async def add(parts: "Parts") -> None:
            async with parts.database.read() as connection:
                own = await organisation_named(connection, organisation)
            mailbox = Mailbox(
                id=new_id(parts.clock),
                organisation_id=own.id,
                host=host,
                port=port,
                tls=tls,
                username=username,
                password_at=reference,
                folder=folder,
                marks_seen=mark_seen,
                last_uid=0 if all_letters else FROM_NOW,
            )
            await parts.inquiries.mail_pulling.add(mailbox)

        with_parts(add)
        say(words("受信箱を登録しました。", "The mailbox was added."))


def _add_list_mailboxes(commands: typer.Typer, words: Words) -> None:
    @commands.command(name="mailboxes", help=words("登録済みの受信箱を一覧にします。", "List the mailboxes."))
    def list_mailboxes() -> None:
        from genkan.cli.opening import with_parts

        async def read(parts: "Parts") -> list[tuple[str, str, str, str]]:
            found = await parts.inquiries.mail_pulling.mailboxes()
            return [(each.id, each.username, f"{each.host} {each.folder}", each.trouble) for each in found]

        heads = ("ID", words("利用者名", "User name"), words("受信箱", "Mailbox"), words("状態", "Trouble"))
        for line in columns(heads, with_parts(read)):
            say(escape(line))


def _add_remove_mailbox(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        name="remove-mailbox",
        help=words("受信箱の登録を取り消します。", "Look into a mailbox no longer."),
    )
    def remove_mailbox(
        mailbox: str = typer.Argument(help=words("受信箱のID", "Id of the mailbox")),
    ) -> None:
        from genkan.cli.opening import with_parts

        async def remove(parts: "Parts") -> None:
            await parts.inquiries.mail_pulling.remove(mailbox)

        with_parts(remove)
        say(words("受信箱の登録を取り消しました。", "The mailbox was removed."))
