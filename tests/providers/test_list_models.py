"""The names of the models that a server serves."""

import json
import ssl
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genkan.providers import Endpoint, EndpointUnreachable, Session, Timeouts, list_models
from genkan.providers.errors import (
    AddressForbidden,
    AnswerTooLarge,
    CertificateRefused,
    EndpointTimedOut,
    ModelNotServed,
    NotTheProtocol,
    SecretRefused,
)
from tests.providers.streams import answering, streaming


@pytest.fixture
async def server(request: pytest.FixtureRequest) -> AsyncIterator[tuple[str, list[str]]]:
    """A server that answers ``GET /v1/models`` as the parameter says, and what secrets it saw."""
    secrets: list[str] = []

    async def answer(asked: web.Request) -> web.StreamResponse:
        secrets.append(asked.headers.get("Authorization", ""))
        return await request.param(asked)

    application = web.Application()
    application.router.add_get("/v1/models", answer)
    server = TestServer(application)
    await server.start_server()
    yield str(server.make_url("/v1")), secrets
    await server.close()


def listing(*names: object) -> bytes:
    """A list of models as OpenAI's protocol gives it."""
    return json.dumps(
        {"object": "list", "data": [{"id": name, "object": "model"} for name in names]}
    ).encode()


@pytest.mark.parametrize("server", [answering(listing("b", "a", "a"))], indirect=True)
async def test_the_names_are_sorted_and_each_given_once(
    server: tuple[str, list[str]], session: Session
) -> None:
    address, secrets = server

    assert await list_models(session, endpoint=Endpoint(address, secret="x")) == ("a", "b")
    assert secrets == ["Bearer x"]


@pytest.mark.parametrize("server", [answering(listing("a", "", "長" * 301, "line\nbreak"))], indirect=True)
async def test_names_that_nobody_could_show_are_left_out(
    server: tuple[str, list[str]], session: Session
) -> None:
    assert await list_models(session, endpoint=Endpoint(server[0])) == ("a",)


@pytest.mark.parametrize("server", [answering(listing(*map(str, range(2000))))], indirect=True)
async def test_not_more_than_a_thousand(server: tuple[str, list[str]], session: Session) -> None:
    assert len(await list_models(session, endpoint=Endpoint(server[0]))) == 1000


BAD = [
    (answering(b"<html>", content_type="text/html"), NotTheProtocol),
    (answering(b'{"models": []}'), NotTheProtocol),
    (answering(b'{"data": [{"id": 5}]}'), NotTheProtocol),
    (answering(b"[]"), NotTheProtocol),
    (answering(b""), NotTheProtocol),
    (answering(b"{}", status=404), ModelNotServed),
    (answering(b"{}", status=401), SecretRefused),
    (answering(b" " * 1_100_000), AnswerTooLarge),
    (streaming([], hang=True), EndpointTimedOut),
]


@pytest.mark.parametrize(("server", "problem"), BAD, indirect=["server"])
async def test_a_fault(server: tuple[str, list[str]], problem: type[Exception], session: Session) -> None:
    with pytest.raises(problem):
        await list_models(
            session, endpoint=Endpoint(server[0]), timeouts=Timeouts(connect=1, first_token=0.3)
        )


async def test_nobody_there(session: Session) -> None:
    with pytest.raises(EndpointUnreachable):
        await list_models(session, endpoint=Endpoint("http://127.0.0.1:1/v1"))


async def test_a_forbidden_address(session: Session) -> None:
    with pytest.raises(AddressForbidden):
        await list_models(session, endpoint=Endpoint("http://169.254.169.254/v1"))


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate that nobody but itself signed, with its key, made by the ``openssl`` command."""
    path = tmp_path / "certificate.pem"
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "-"]
    made = subprocess.run(
        ["openssl", "req", "-x509", *key, "-subj", "/CN=localhost", "-days", "1"],
        check=True,
        capture_output=True,
    )
    path.write_bytes(made.stdout)
    return path


async def test_a_certificate_that_nobody_signed(session: Session, certificate: Path) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    server = TestServer(web.Application(), scheme="https")
    await server.start_server(ssl=context)
    try:
        with pytest.raises(CertificateRefused):
            await list_models(session, endpoint=Endpoint(str(server.make_url("/v1"))))
    finally:
        await server.close()
