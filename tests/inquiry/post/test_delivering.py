"""One letter and a real mail server: what is known afterwards."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from genkan.inquiry.post.delivering import Envelope, deliver
from genkan.inquiry.post.mail import Fault
from genkan.inquiry.post.outcome import Fate, Outcome
from genkan.inquiry.post.server import MailServer
from tests.inquiry.post.servers import LIMIT, OK, Postbox, postbox
from tests.openai_api.certificates import Authority

LETTER = Envelope("desk@reiji.example.go.jp", "taro@example.jp", b"Subject: x\r\n\r\n.one\r\n..two\r\n")


async def hand_over(server: MailServer, letter: Envelope = LETTER) -> Outcome:
    return await asyncio.to_thread(deliver, server, letter)


@pytest.fixture(scope="module")
def authority() -> Authority:
    with TemporaryDirectory() as folder:
        yield Authority.create(Path(folder))


async def test_a_letter_arrives_as_it_was_written() -> None:
    async with postbox() as box:
        assert await hand_over(box.server()) == Outcome(Fate.SENT, answer_code=250)
        assert box.taken == [LETTER.content + b"\r\n"]


@pytest.mark.parametrize(
    ("behave", "outcome"),
    [
        ({"recipient": "550 no such user"}, Outcome(Fate.REFUSED, Fault.RECIPIENT, 550)),
        ({"recipient": "450 later"}, Outcome(Fate.LATER, Fault.RECIPIENT, 450)),
        ({"recipient": "drop"}, Outcome(Fate.LATER, Fault.UNREACHABLE)),
        ({"content": "552 too much"}, Outcome(Fate.REFUSED, Fault.CONTENT, 552)),
        ({"content": "451 later"}, Outcome(Fate.LATER, Fault.CONTENT, 451)),
        # The content was on its way when the line broke: nobody can tell, and only here.
        ({"content": "drop"}, Outcome(Fate.UNKNOWN, Fault.DROPPED)),
    ],
    ids=["no recipient", "recipient later", "dropped before", "refused", "later", "dropped after"],
)
async def test_what_the_server_does_is_what_is_known(behave: dict[str, str], outcome: Outcome) -> None:
    async with postbox() as box:
        for name, value in behave.items():
            setattr(box, name, value)
        assert await hand_over(box.server()) == outcome


async def test_a_server_that_is_not_there_may_be_there_later() -> None:
    async with postbox() as box:
        server = box.server()
    assert await hand_over(server) == Outcome(Fate.LATER, Fault.UNREACHABLE)


async def test_a_server_that_says_nothing_is_left_after_a_while() -> None:
    left = asyncio.Event()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        await writer.wait_closed()
        left.set()

    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as silent:
        server = Postbox(port=silent.sockets[0].getsockname()[1]).server(seconds=0.2)
        assert await hand_over(server) == Outcome(Fate.LATER, Fault.UNREACHABLE)
        async with asyncio.timeout(LIMIT):
            await left.wait()


@pytest.mark.parametrize("host", ["169.254.169.254", "0.0.0.0", "224.0.0.1"])
async def test_no_machine_is_asked_that_nobody_may_ask(host: str) -> None:
    server = MailServer(host, 25, "none", seconds=0.2)
    assert await hand_over(server) == Outcome(Fate.LATER, Fault.FORBIDDEN)


async def test_a_user_signs_in_where_nobody_else_reads_it(authority: Authority) -> None:
    async with postbox(tls=authority.issue(), signs_in=True) as box:
        facts = {"security": "starttls", "certificates": authority.certificate, "user": "desk"}
        assert await hand_over(box.server(**facts, password="right")) == Outcome(Fate.SENT, answer_code=250)
        wrong = await hand_over(box.server(**facts, password="wrong"))
        assert wrong == Outcome(Fate.LATER, Fault.SIGN_IN, 535)
        assert len(box.taken) == 1


async def test_a_line_may_be_encrypted_from_its_first_byte(authority: Authority) -> None:
    async with postbox(tls=authority.issue(), whole_line=True) as box:
        server = box.server(security="tls", certificates=authority.certificate)
        assert await hand_over(server) == Outcome(Fate.SENT, answer_code=250)


@pytest.mark.parametrize(
    ("security", "shown"),
    [
        ("starttls", lambda authority: authority.self_signed()),
        ("tls", lambda authority: authority.issue(names="DNS:elsewhere.example.jp")),
        ("tls", lambda authority: authority.issue(end="20210101000000Z")),
    ],
    ids=["signed by nobody", "for another name", "over"],
)
async def test_nothing_is_said_to_a_server_that_is_not_known(
    authority: Authority, security: str, shown: Callable[[Authority], object]
) -> None:
    async with postbox(tls=shown(authority), whole_line=security == "tls") as box:
        server = box.server(security=security, certificates=authority.certificate)
        assert await hand_over(server) == Outcome(Fate.LATER, Fault.ENCRYPTION)
        assert box.taken == []


async def test_a_server_that_does_not_encrypt_gets_no_letter() -> None:
    async with postbox() as box:
        box.content = OK
        assert (await hand_over(box.server(security="starttls"))).fault is Fault.ENCRYPTION
        assert box.taken == []
