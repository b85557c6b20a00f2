"""``genkan serve``: prepare what is missing, then open the front door."""

import errno
import socket
import time
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from genkan.cli.collector import collector_at_rest
from genkan.cli.errors import AddressNotOurs, PortInUse
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.settings import Settings


def add_serve(application: typer.Typer, words: Words) -> None:
    """Add ``serve`` to the command tree."""

    @application.command(help=words("サーバーを起動します。", "Start the server."))
    def serve(
        host: str = typer.Option("", help=words("待ち受けるアドレス", "Address to listen on")),
        port: int = typer.Option(-1, help=words("待ち受けるポート", "Port to listen on")),
    ) -> None:
        from genkan.settings import load_settings

        given = {name: value for name, value in (("host", host), ("port", port)) if value not in ("", -1)}
        _serve(load_settings().model_copy(update=given), words)


def _serve(settings: "Settings", words: Words) -> None:
    with collector_at_rest():
        from genkan.cli.greeting import greet
        from genkan.cli.preparation import prepare
        from genkan.cli.server import run_server

    console = Console(highlight=False)
    started = time.monotonic()
    console.print(f"[bold]{words('玄関（Genkan）を準備しています', 'Preparing Genkan')}[/]")
    listening = _listen(settings)
    try:
        settings = settings.model_copy(update={"port": listening.getsockname()[1]})
        prepared = prepare(settings, console=console, words=words)
        greet(settings, prepared, console=console, words=words, seconds=time.monotonic() - started)
        run_server(settings, listening)
    finally:
        listening.close()
    console.print(words("停止しました。", "Stopped."))


def _listen(settings: "Settings") -> socket.socket:
    """Take the port before anything else, so that a port in use is known at once."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        listening.listen(2048)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(port=settings.port, other=settings.port + 1) from error
        raise AddressNotOurs(host=settings.host) from error
    return listening
