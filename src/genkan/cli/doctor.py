"""``genkan doctor``: what is there, what is missing, and how to get it."""

import asyncio
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

import typer
from rich.markup import escape

from genkan.cli.invocation import command_name
from genkan.cli.terminal import advise, say
from genkan.cli.words import Words
from genkan.kit import Problem

if TYPE_CHECKING:
    from genkan.settings import Settings

_ENOUGH_BYTES = 2 * 1024**3


class Finding(NamedTuple):
    """One thing looked at; ``advice`` is empty where it is as it should be."""

    subject: str
    state: str
    advice: str = ""
    needed: bool = True


def add_doctor(application: typer.Typer, words: Words) -> None:
    """Add ``doctor`` to the command tree."""

    @application.command(
        help=words(
            "動作環境を調べ、不足しているものと入手方法を示します。", "Say what is missing and how to get it."
        )
    )
    def doctor() -> None:
        from genkan.settings import load_settings

        findings = list(_examine(load_settings(), words))
        _show(findings, words)
        raise typer.Exit(1 if any(finding.advice and finding.needed for finding in findings) else 0)


def _examine(settings: "Settings", words: Words) -> Iterator[Finding]:
    yield _python(words)
    yield _disk(settings, words)
    yield _database(settings, words)
    yield from _search_server(settings, words)
    for examine in (_assets, _dictionary):
        yield examine(words)
    yield _scanner(settings, words)
    yield from _mail(settings, words)
    yield from _mailboxes(settings, words)
    yield _pdf(words)
    yield _deployments(settings, words)


def _python(words: Words) -> Finding:
    return Finding("Python", ".".join(map(str, sys.version_info[:3])))


def _disk(settings: "Settings", words: Words) -> Finding:
    folder = settings.data_folder.resolve()
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(existing).free
    advice = (
        words("空き容量を2 GB以上にしてください。", "Free at least 2 GB.") if free < _ENOUGH_BYTES else ""
    )
    subject = words("データフォルダー", "Data folder")
    return Finding(subject, f"{folder} ({free / 1024**3:.0f} GB {words('空き', 'free')})", advice)


def _database(settings: "Settings", words: Words) -> Finding:
    subject = words("データベース", "Database")
    kind = "SQLite" if _is_sqlite(settings) else "PostgreSQL"
    if not _has_records(settings):
        return Finding(
            subject, words("まだありません", "not there yet"), f"{command_name()} serve", needed=False
        )
    from genkan.storage import DatabaseNewer, pending_migrations

    try:
        pending = pending_migrations(settings.database)
    except DatabaseNewer as problem:
        told = "A newer version of Genkan has changed the tables; use that version or a later one."
        return Finding(subject, kind, words(f"{problem.sentence}{problem.next_step}", told))
    except Problem as problem:
        return Finding(
            subject, kind, words(problem.sentence, "It cannot be reached; check GENKAN_DATABASE_URL.")
        )
    return Finding(subject, kind, f"{command_name()} database migrate" if pending else "")


def _is_sqlite(settings: "Settings") -> bool:
    return settings.database.startswith("sqlite")


def _has_records(settings: "Settings") -> bool:
    """Whether there is a database to be asked; a server is asked in any case."""
    return not _is_sqlite(settings) or (settings.data_folder / "genkan.sqlite3").exists()


def _search_server(settings: "Settings", words: Words) -> Iterator[Finding]:
    """The cluster with the index, where one is set; the room of the search is large and opened only then."""
    if not settings.opensearch_url:
        return
    from genkan.knowledge import check_cluster, cluster_of

    cluster = cluster_of(settings)
    if cluster is None:
        return
    subject = words("検索サーバー", "Search server")
    try:
        yield Finding(subject, f"{cluster.address} ({check_cluster(cluster)})")
    except Problem as problem:
        told = f"It cannot be used ({type(problem).__name__}); check GENKAN_OPENSEARCH_URL and what belongs to it."
        yield Finding(subject, cluster.address, words(str(problem), told))


def _assets(words: Words) -> Finding:
    from genkan.cli.explaining import check_built

    return _attempt(
        words("画面の部品", "Page assets"),
        check_built,
        words("組み込み済み", "built"),
        words(
            "パッケージを入れ直してください: uv sync --reinstall-package genkan",
            "uv sync --reinstall-package genkan",
        ),
    )


def _dictionary(words: Words) -> Finding:
    there = find_spec("sudachidict_core") is not None
    subject = words("形態素解析の辞書", "Japanese dictionary")
    return Finding(subject, "SudachiDict core", "" if there else "pip install sudachidict_core")


def _scanner(settings: "Settings", words: Words) -> Finding:
    """The scanner for viruses; where none is set, nothing is scanned."""
    subject = words("ウイルス検査", "Virus scanner")
    if not settings.scan_address:
        advice = words(
            "アプリに添付されるファイルを検査するには、ClamAVを導入し、GENKAN_SCAN_ADDRESSを設定してください。",
            "To scan the files of apps, install ClamAV and set GENKAN_SCAN_ADDRESS.",
        )
        return Finding(subject, words("検査していません", "nothing is scanned"), advice, needed=False)
    from genkan.apps import Scanner

    try:
        return Finding(subject, asyncio.run(Scanner(settings.scan_address).version()))
    except Problem:
        advice = words(
            "応答がないため、ファイルを受け付けられません。ClamAVとGENKAN_SCAN_ADDRESSを確かめてください。",
            "It does not answer, so that no file is accepted; check ClamAV and GENKAN_SCAN_ADDRESS.",
        )
        return Finding(subject, settings.scan_address, advice)


def _mail(settings: "Settings", words: Words) -> Iterator[Finding]:
    """The mail server for letters to citizens, where one is set, and the letters that want a person."""
    if not settings.smtp_host or _database(settings, words).advice:
        return
    from genkan.cli.mail import mail_state

    subject, address = words("メールサーバー", "Mail server"), f"{settings.smtp_host}:{settings.smtp_port}"
    state, advice = mail_state(settings, words)
    yield Finding(subject, f"{address} ({state})" if state else address, advice)


def _mailboxes(settings: "Settings", words: Words) -> Iterator[Finding]:
    """Each mailbox from which inquiries are pulled."""
    if _database(settings, words).advice:
        return
    from genkan.cli.mail import mailbox_states

    for name, trouble in mailbox_states(settings, words):
        yield Finding(words("受信箱", "Mailbox"), name, trouble)


def _pdf(words: Words) -> Finding:
    subject = words("PDFの作成", "Making PDF")
    if find_spec("weasyprint") is not None:
        return Finding(subject, "WeasyPrint")
    advice = words("使う場合は: pip install 'genkan[pdf]'", "To have it: pip install 'genkan[pdf]'")
    return Finding(subject, words("使えません", "not available"), advice, needed=False)


def _attempt(subject: str, deed: Callable[[], object], state: str, advice: str) -> Finding:
    try:
        deed()
    except (Problem, OSError, ImportError, RuntimeError) as error:
        return Finding(subject, type(error).__name__, advice)
    return Finding(subject, state)


def _deployments(settings: "Settings", words: Words) -> Finding:
    subject = words("言語モデル", "Language models")
    if _has_records(settings) and _database(settings, words).advice:
        return Finding(subject, words("データベースを読み取れません", "the database cannot be read"))
    try:
        titles = _connected(settings)
    except Problem:  # what is wrong with the database was said above
        return Finding(subject, words("データベースを読み取れません", "the database cannot be read"))
    if titles:
        return Finding(subject, "、".join(titles))
    advice = words(
        f"モデルがなくても使えます。つなぐには: {command_name()} models connect アドレス",
        f"Genkan works without one. To connect one: {command_name()} models connect ADDRESS",
    )
    return Finding(subject, words("未接続", "none connected"), advice, needed=False)


def _connected(settings: "Settings") -> tuple[str, ...]:
    from genkan.cli.models import connected_titles

    return connected_titles(settings) if _has_records(settings) else ()


def _show(findings: list[Finding], words: Words) -> None:
    for subject, state, advice, needed in findings:
        mark = "[green]✓[/]" if not advice else "[red]✗[/]" if needed else "[yellow]○[/]"
        say(f"{mark} {escape(subject)}: {escape(state)}")
        if advice:
            advise(advice)
    missing = any(finding.advice and finding.needed for finding in findings)
    told = (
        words("不足があります。", "Something is missing.")
        if missing
        else words("使う準備ができています。", "Ready.")
    )
    say(told)
