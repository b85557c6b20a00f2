"""``genkan trial protocol``: the protocol of a trial from a file, its signatures, its beginning and its end."""

import json
import tomllib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import typer
from rich.markup import escape

from genkan.cli.links import COMMAND_LINE, named_person
from genkan.cli.shelves import organisation_named
from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from genkan.asgi import Parts
    from genkan.trial import Examined, ProtocolDraft, Surroundings, Trial, TrialOffice

_TRIAL = (
    "試行のID（genkan trial protocol list に表示）",
    "Id of the trial, as genkan trial protocol list shows it",
)
_PERSON = ("署名する人のサインイン名", "Sign-in name of the person who signs")
_REASON = ("理由", "Reason")


def protocol_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan trial protocol``."""
    commands = typer.Typer(
        name="protocol",
        help=words("試行の計画書を扱います。", "Work with the protocol of a trial."),
        no_args_is_help=True,
    )
    for add in (_add_list, _add_draft, _add_check, _add_show, _add_sign, _add_open, _add_amend, _add_close):
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
                known = await _surroundings(parts, connection, typed or ProtocolDraft())
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
    def check(trial: str = typer.Argument(help=words(*_TRIAL))) -> None:
        from genkan.cli.explaining import translate
        from genkan.cli.opening import with_parts

        async def look(parts: "Parts") -> "Examined":
            async with parts.database.read() as connection:
                return await _examined(parts, connection, trial)

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
    def show(trial: str = typer.Argument(help=words(*_TRIAL))) -> None:
        from genkan.cli.opening import with_parts
        from genkan.trial import protocol_in_force

        async def read(parts: "Parts") -> str:
            async with parts.database.read() as connection:
                found = await _found(connection, trial)
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
        trial: str = typer.Argument(help=words(*_TRIAL)),
        person: str = typer.Argument(help=words(*_PERSON)),
        digest: str = typer.Option(
            "", help=words("二人目が読んだ計画書のSHA-256", "SHA-256 of what the second person has read")
        ),
    ) -> None:
        say(escape(_signed(trial, person, digest=digest)), wrap=False)


def _add_open(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        name="open", help=words("署名済みの試行を開始します。", "Begin a trial whose protocol is signed.")
    )
    def open_trial(trial: str = typer.Argument(help=words(*_TRIAL))) -> None:
        async def begin(
            office: "TrialOffice", connection: "AsyncConnection", found: "Trial", known: "Surroundings"
        ) -> str:
            return (await office.conduct.open(connection, found.id, known, actor=COMMAND_LINE)).id

        _done(trial, begin)
        say(words("試行を開始しました。", "The trial has begun."))


def _add_amend(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "ファイルの内容を計画書の変更案とし、試行事務局として署名します。",
            "Make a file the amendment of a protocol and sign it for the trial office; prints the digest.",
        )
    )
    def amend(
        trial: str = typer.Argument(help=words(*_TRIAL)),
        file: Path = typer.Argument(exists=True, dir_okay=False, help=words("ファイル", "File")),
        person: str = typer.Argument(help=words(*_PERSON)),
        reason: str = typer.Option(..., help=words(*_REASON)),
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

        _done(trial, keep, typed=typed)
        say(escape(_signed(trial, person, reason=reason)), wrap=False)


def _add_close(commands: typer.Typer, words: Words) -> None:
    @commands.command(help=words("試行を終了します。", "End a trial."))
    def close(
        trial: str = typer.Argument(help=words(*_TRIAL)),
        reason: str = typer.Option("", help=words(*_REASON)),
    ) -> None:
        async def end(
            office: "TrialOffice", connection: "AsyncConnection", found: "Trial", _known: "Surroundings"
        ) -> str:
            return (await office.conduct.close(connection, found.id, actor=COMMAND_LINE, reason=reason)).id

        _done(trial, end)
        say(words("試行を終了しました。", "The trial has ended."))


_Deed = Callable[["TrialOffice", "AsyncConnection", "Trial", "Surroundings"], Awaitable[str]]


def _done(trial_id: str, deed: _Deed, *, typed: "ProtocolDraft | None" = None) -> str:
    """What a deed on a trial gives, done in one transaction."""
    from genkan.cli.opening import with_parts
    from genkan.trial import TrialOffice, read_draft

    async def do(parts: "Parts") -> str:
        async with parts.database.write() as connection:
            found = await _found(connection, trial_id)
            known = await _surroundings(parts, connection, typed or read_draft(found.draft))
            return await deed(TrialOffice(parts.ledger, parts.clock), connection, found, known)

    return with_parts(do)


def _signed(trial_id: str, name: str, *, digest: str = "", reason: str = "") -> str:
    """Sign first, or second where a proposal waits; the digest of what was signed."""
    from genkan.trial import Signer, awaiting, latest_proposal, protocol_in_force

    async def sign(
        office: "TrialOffice", connection: "AsyncConnection", found: "Trial", known: "Surroundings"
    ) -> str:
        by = Signer(await named_person(connection, name), signed_in=False)
        latest, in_force = (
            await latest_proposal(connection, found.id),
            await protocol_in_force(connection, found.id),
        )
        waiting = awaiting(found, latest, in_force)
        if waiting is None and not digest:
            seen = found.version
            proposal = await office.signing.propose(
                connection, found.id, known, by=by, seen=seen, reason=reason
            )
            return proposal.digest
        return (await office.signing.sign(connection, found.id, known, by=by, seen=digest)).digest

    return _done(trial_id, sign)


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


async def _found(connection: "AsyncConnection", trial_id: str) -> "Trial":
    from genkan.trial import TrialUnknown, find_trial

    found = await find_trial(connection, trial_id)
    if found is None:
        raise TrialUnknown
    return found


async def _surroundings(
    parts: "Parts", connection: "AsyncConnection", draft: "ProtocolDraft"
) -> "Surroundings":
    from genkan.trial import read_surroundings

    return await read_surroundings(connection, parts.apps.offers, now=parts.clock(), draft=draft)


async def _examined(parts: "Parts", connection: "AsyncConnection", trial_id: str) -> "Examined":
    from genkan.trial import examine, protocol_in_force, read_draft

    found = await _found(connection, trial_id)
    draft, signed = read_draft(found.draft), await protocol_in_force(connection, trial_id)
    known = await _surroundings(parts, connection, draft)
    return examine(draft, known, before=signed.protocol if signed else None)
