"""``genkan trial protocol``: the protocol of a trial from a file, its signatures, its beginning and its end."""

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import typer
from rich.markup import escape

from genkan.cli.links import COMMAND_LINE
from genkan.cli.shelves import organisation_named
from genkan.cli.signature import CODE, FOR_SAMPLE, Proof
from genkan.cli.terminal import columns, say
from genkan.cli.trial_ending import add_close
from genkan.cli.trial_signing import signed_by
from genkan.cli.trials import PERSON, REASON, TRIAL, done, examined_draft, found_trial, surroundings_of
from genkan.cli.words import Words

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from genkan.asgi import Parts
    from genkan.trial import Examined, ProtocolDraft, Surroundings, Trial, TrialOffice


def protocol_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan trial protocol``."""
    commands = typer.Typer(
        name="protocol",
        help=words("試行の計画書を扱います。", "Work with the protocol of a trial."),
        no_args_is_help=True,
    )
    for add in (_add_list, _add_draft, _add_check, _add_show, _add_sign, _add_open, _add_amend, add_close):
        add(commands, words)
    return commands


def _add_list(commands: typer.Typer, words: Words) -> None:
    @commands.command(name="list", help=words("試行を一覧にします。", "List the trials."))
    def list_all() -> None:
        from genkan.cli.opening import with_parts
        from genkan.trial import list_trials, read_draft

        async def read(parts: "Parts") -> list[tuple[str, ...]]:
            async with parts.database.read() as connection:
                trials = await list_trials(connection)
            return [
                (each.id, words(each.state.label, each.state.value), read_draft(each.draft).title)
                for each in trials
            ]

        heads = ("ID", words("状態", "State"), words("名称", "Title"))
        for line in columns(heads, with_parts(read)):
            say(escape(line), wrap=False)


def _add_draft(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "計画書の下書きを作成し、IDを表示します。ファイルがないときは見本から作ります。",
            "Draft a protocol from a JSON or TOML file, or from the sample, and print its id.",
        )
    )
    def draft(
        organisation: str = typer.Option(..., help=words("組織の名称", "Name of the organisation")),
        file: Path | None = typer.Option(None, exists=True, dir_okay=False, help=words("ファイル", "File")),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.trial import ProtocolDraft, TrialOffice, complete, sample_draft

        typed = _read(file) if file else None

        async def begin(parts: "Parts") -> str:
            async with parts.database.write() as connection:
                own = await organisation_named(connection, organisation)
                known = await surroundings_of(parts, connection, typed or ProtocolDraft())
                chosen = complete(typed, known) if typed else sample_draft(known, organisation_id=own.id)
                office = TrialOffice(parts.ledger, parts.clock)
                trial = await office.drafting.begin(
                    connection, chosen, organisation_id=own.id, actor=COMMAND_LINE
                )
            return trial.id

        say(escape(with_parts(begin)), wrap=False)


def _add_check(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "計画書の下書きを確かめます。直すべき点があると終了コード1で終わります。",
            "Check the draft of a protocol; ends with status 1 where something is to be mended.",
        )
    )
    def check(trial: str = typer.Argument(help=words(*TRIAL))) -> None:
        from genkan.cli.explaining import translate
        from genkan.cli.opening import with_parts

        async def look(parts: "Parts") -> "Examined":
            async with parts.database.read() as connection:
                return await examined_draft(parts, connection, trial)

        examined = with_parts(look)
        language = words("ja", "en")
        for each in examined.findings:
            sentence = translate(each.rule.label, language=language).format_map(
                {
                    name: translate(value, language=language) if isinstance(value, str) and value else value
                    for name, value in each.details.items()
                }
            )
            say(escape(f"✗ {each.field}: {sentence}" if each.field else f"✗ {sentence}"), error=True)
        if examined.findings:
            raise typer.Exit(1)
        say(words("計画書に誤りはありません。", "There is nothing to mend."))


def _add_show(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "有効な計画書（なければ下書き）をJSONで表示します。",
            "Print the protocol in force, or else the draft, as JSON.",
        )
    )
    def show(trial: str = typer.Argument(help=words(*TRIAL))) -> None:
        from genkan.cli.opening import with_parts
        from genkan.trial import protocol_in_force

        async def read(parts: "Parts") -> str:
            async with parts.database.read() as connection:
                found = await found_trial(connection, trial)
                signed = await protocol_in_force(connection, found.id)
            return signed.told(found.state) if signed else found.draft

        typer.echo(json.dumps(json.loads(with_parts(read)), ensure_ascii=False, indent=2))


def _add_sign(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "計画書に署名します。試行事務局が先に、CAIOが次に署名します。",
            "Sign a protocol: first the trial office, then the CAIO; prints the digest.",
        )
    )
    def sign(
        trial: str = typer.Argument(help=words(*TRIAL)),
        person: str = typer.Argument(help=words(*PERSON)),
        digest: str = typer.Option(
            "", help=words("二人目が読んだ計画書のSHA-256", "SHA-256 of what the second person has read")
        ),
        code: str = typer.Option("", help=words(*CODE)),
        for_sample: bool = typer.Option(False, "--for-sample", help=words(*FOR_SAMPLE)),
    ) -> None:
        proof = Proof(code, for_sample)
        say(escape(signed_by(trial, person, proof, digest=digest)), wrap=False)


def _add_open(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        name="open", help=words("署名済みの試行を開始します。", "Begin a trial whose protocol is signed.")
    )
    def open_trial(trial: str = typer.Argument(help=words(*TRIAL))) -> None:
        async def begin(
            office: "TrialOffice", connection: "AsyncConnection", found: "Trial", known: "Surroundings"
        ) -> str:
            return (await office.conduct.open(connection, found.id, known, actor=COMMAND_LINE)).id

        done(trial, begin)
        say(words("試行を開始しました。", "The trial has begun."))


def _add_amend(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "ファイルの内容を計画書の変更案とし、試行事務局として署名します。",
            "Make a file the amendment of a protocol and sign it for the trial office; prints the digest.",
        )
    )
    def amend(
        trial: str = typer.Argument(help=words(*TRIAL)),
        file: Path = typer.Argument(exists=True, dir_okay=False, help=words("ファイル", "File")),
        person: str = typer.Argument(help=words(*PERSON)),
        reason: str = typer.Option(..., help=words(*REASON)),
        code: str = typer.Option("", help=words(*CODE)),
        for_sample: bool = typer.Option(False, "--for-sample", help=words(*FOR_SAMPLE)),
    ) -> None:
        from genkan.trial import complete

        typed = _read(file)

        async def keep(
            office: "TrialOffice", connection: "AsyncConnection", found: "Trial", known: "Surroundings"
        ) -> str:
            chosen = complete(typed, known)
            after = await office.drafting.save(
                connection, found.id, chosen, actor=COMMAND_LINE, seen=found.version
            )
            return str(after.version)

        done(trial, keep, typed=typed)
        say(escape(signed_by(trial, person, Proof(code, for_sample), reason=reason)), wrap=False)


def _read(file: Path) -> "ProtocolDraft":
    """The draft in a file. Raises ``DocumentUnreadable``."""
    from genkan.trial import DocumentUnreadable, draft_from

    text = file.read_text(encoding="utf-8", errors="replace")
    try:
        data: Any = tomllib.loads(text) if file.suffix == ".toml" else json.loads(text)
    except ValueError as error:
        raise DocumentUnreadable from error
    if not isinstance(data, dict):
        raise DocumentUnreadable
    return draft_from(cast("dict[str, Any]", data))
