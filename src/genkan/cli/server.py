"""Running the web server on a socket that is open already."""

import asyncio
import logging
import socket
from contextlib import suppress
from types import FrameType

import uvicorn

from genkan.asgi import create_application
from genkan.cli.collector import collector_for_a_server
from genkan.cli.patient_protocol import PatientProtocol
from genkan.settings import Settings

GRACE_SECONDS = 5


class ClosingServer(uvicorn.Server):
    """Tells the open event streams to end as soon as the stop is asked for."""

    def __init__(self, configuration: uvicorn.Config, closing: asyncio.Event) -> None:
        super().__init__(configuration)
        self._closing = closing

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._closing.set()
        super().handle_exit(sig, frame)


def run_server(settings: Settings, listening: socket.socket) -> None:
    """Serve until Ctrl-C or SIGTERM; streams are ended, answers in the making are finished or marked."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    collector_for_a_server()
    application = create_application(settings)
    configuration = uvicorn.Config(
        application,
        http=PatientProtocol,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=30,
    )
    with suppress(KeyboardInterrupt):
        ClosingServer(configuration, application.state.closing).run(sockets=[listening])
