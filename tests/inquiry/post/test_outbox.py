"""The outbox and the job that sends: nothing is lost, and nothing goes twice."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from genkan.governance import Ledger, Organisation, OrganisationKind, Viewer
from genkan.governance.store import people
from genkan.inquiry.post import (
    Decision,
    Mail,
    MailServer,
    MailState,
    Outbox,
    Outgoing,
    Sender,
    Sending,
    Settling,
    keep_sender,
)
from genkan.inquiry.post.errors import MailSettled, MailUnknown, RecipientUnfit
from genkan.inquiry.post.mail import Fault
from genkan.inquiry.post.sending import GIVE_UP, wait_after
from genkan.inquiry.post.store import mails
from genkan.jobs import Queue
from genkan.kit import new_id
from genkan.storage import Database, metadata
from tests.conftest import StillClock
from tests.inquiry.post.servers import OK, Postbox, postbox
from tests.one_room import new_person

TEXT = "回答します。\n.点で始まる行\n以上です。"


@dataclass
class Post:
    """The outbox of one ministry, with a server that does as it is told."""

    database: Database
    ledger: Ledger
    clock: StillClock
    ministry: Organisation
    box: Postbox
    server: MailServer | None

    def __post_init__(self) -> None:
        self.queue = Queue(self.clock)
        self.outbox = Outbox(self.queue, self.clock, self.server)
        self.sending = Sending(self.database, self.ledger, self.queue, self.clock, self.server)
        self.settling = Settling(self.ledger, self.queue, self.clock)

    async def put(self, **facts: Any) -> str:
        """Put a letter in."""
        outgoing = Outgoing(
            self.ministry.id, None, "taro@example.jp", "照会への回答", TEXT, self.clock(), False
        )
        async with self.database.write() as connection:
            return await self.outbox.queue_mail(connection, replace(outgoing, **facts))

    async def mail(self, mail_id: str) -> Mail:
        """A letter as it is kept."""
        async with self.database.read() as connection:
            found = await mails.find_mail(connection, mail_id)
        assert found is not None
        return found

    async def state(self, mail_id: str) -> tuple[MailState, Fault]:
        """Where a letter stands, and why."""
        mail = await self.mail(mail_id)
        return mail.state, mail.fault

    async def decide(self, mail_id: str, decision: Decision) -> Mail:
        """Decide as an officer of the ministry."""
        person = await new_person(self.database, self.ministry, clock=self.clock)
        viewer = Viewer(person, self.ministry, "session", frozenset())
        async with self.database.write() as connection:
            return await self.settling.decide(connection, viewer, mail_id, decision, case_id=None)

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table."""
        async with self.database.read() as connection:
            return [
                dict(row) for row in (await connection.execute(metadata.tables[table].select())).mappings()
            ]

    async def kinds(self) -> list[str]:
        """What the ledger tells, in the order of the alphabet."""
        return sorted(row["kind"] for row in await self.rows("ledger_event"))


@pytest.fixture
async def post(database: Database, clock: StillClock) -> AsyncIterator[Post]:
    ministry = Organisation(new_id(clock), "例示省", OrganisationKind.MINISTRY, None)
    async with database.write() as connection:
        await people.add_organisation(connection, ministry, now=clock())
    async with postbox() as box:
        yield Post(database, Ledger(database, clock, None), clock, ministry, box, box.server())


async def test_a_letter_goes_once_with_its_headers_and_words(post: Post) -> None:
    mail_id = await post.put()
    await post.sending.send(mail_id)
    await post.sending.send(mail_id)
    (letter,) = post.box.letters
    assert letter["From"] == "例示省 <desk@reiji.example.go.jp>"
    assert (letter["To"], letter["Subject"]) == ("taro@example.jp", "照会への回答")
    assert letter["Message-ID"] == f"<{mail_id}@reiji.example.go.jp>"
    assert letter.get_content().splitlines() == TEXT.splitlines()
    assert await post.state(mail_id) == (MailState.SENT, Fault.NONE)
    assert await post.kinds() == ["inquiry:case:mail_sent"]


async def test_ten_workers_send_one_letter(post: Post) -> None:
    mail_id = await post.put()
    await asyncio.gather(*(post.sending.send(mail_id) for _ in range(10)))
    assert len(post.box.taken) == 1


async def test_a_letter_is_kept_with_its_deed_or_not_at_all(post: Post) -> None:
    with pytest.raises(ZeroDivisionError):
        async with post.database.write() as connection:
            outgoing = Outgoing(post.ministry.id, None, "taro@example.jp", "件名", TEXT, post.clock())
            await post.outbox.queue_mail(connection, outgoing)
            raise ZeroDivisionError
    assert await post.rows("inquiry_mail") == await post.rows("job") == []


@pytest.mark.parametrize(
    "to", ["", "taro", "taro@example.jp\r\nBcc: all@example.jp", "a@example.jp,b@example.jp"]
)
async def test_no_address_ends_a_header(post: Post, to: str) -> None:
    with pytest.raises(RecipientUnfit):
        await post.put(to=to)


async def test_no_subject_and_no_name_ends_a_header(post: Post) -> None:
    async with post.database.write() as connection:
        await keep_sender(connection, post.ministry.id, Sender('例示省"\\,', "own@reiji.example.go.jp"))
    mail_id = await post.put(subject="件名\r\nBcc: all@example.jp\r\n\r\n本文")
    await post.sending.send(mail_id)
    (letter,) = post.box.letters
    assert letter["Bcc"] is None
    assert letter["Subject"] == "件名 Bcc: all@example.jp 本文"
    assert letter["From"].addresses[0].display_name == '例示省"\\,'
    assert letter["From"].addresses[0].addr_spec == "own@reiji.example.go.jp"


async def test_a_letter_waits_for_its_moment_and_can_be_withdrawn_until_then(post: Post) -> None:
    mail_id = await post.put(not_before=post.clock() + timedelta(seconds=60))
    await post.sending.send(mail_id)
    assert post.box.taken == []
    async with post.database.write() as connection:
        assert await post.outbox.withdraw_mail(connection, mail_id)
        assert not await post.outbox.withdraw_mail(connection, mail_id)
    post.clock.advance(seconds=61)
    await post.sending.send(mail_id)
    assert post.box.taken == []
    assert await post.state(mail_id) == (MailState.WITHDRAWN, Fault.NONE)


async def test_what_was_sent_cannot_be_withdrawn(post: Post) -> None:
    mail_id = await post.put()
    await post.sending.send(mail_id)
    async with post.database.write() as connection:
        assert not await post.outbox.withdraw_mail(connection, mail_id)
    assert await post.state(mail_id) == (MailState.SENT, Fault.NONE)


async def test_a_server_that_is_down_gets_the_letter_when_it_is_up_again(post: Post) -> None:
    post.box.answers = ["451 later", "451 later", OK]
    mail_id = await post.put()
    for minutes in (0, 1, 2):
        post.clock.advance(minutes=minutes)
        await post.sending.send(mail_id)
        await post.sending.send(mail_id)  # before its next moment it does not go
    assert len(post.box.taken) == 1
    mail = await post.mail(mail_id)
    assert (mail.state, mail.attempt) == (MailState.SENT, 3)
    moments = sorted(row["run_after"] for row in await post.rows("job"))
    assert [(later - moments[0]).total_seconds() for later in moments] == [0, 60, 180]


async def test_after_three_days_a_person_is_told(post: Post) -> None:
    post.box.content = "451 later"
    mail_id = await post.put()
    await post.sending.send(mail_id)
    assert await post.state(mail_id) == (MailState.QUEUED, Fault.CONTENT)
    post.clock.advance(seconds=GIVE_UP.total_seconds())
    await post.sending.send(mail_id)
    assert await post.state(mail_id) == (MailState.FAILED, Fault.CONTENT)
    assert await post.kinds() == ["inquiry:case:mail_failed"]


@pytest.mark.parametrize(
    ("attempt", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (70, 60)], ids=str
)
def test_the_waits_grow_to_an_hour(attempt: int, minutes: int) -> None:
    assert wait_after(attempt) == timedelta(minutes=minutes)


async def test_without_a_server_a_letter_waits(post: Post) -> None:
    bare = replace(post, server=None)
    mail_id = await bare.put()
    await bare.sending.send(mail_id)
    assert await bare.state(mail_id) == (MailState.QUEUED, Fault.UNSET)
    async with bare.database.read() as connection:
        assert not await bare.outbox.can_send(connection, bare.ministry.id)
        assert await post.outbox.can_send(connection, bare.ministry.id)


async def test_a_letter_of_which_nobody_knows_waits_for_a_person(post: Post) -> None:
    post.box.answers = ["drop", OK]
    mail_id = await post.put()
    await post.sending.send(mail_id)
    assert await post.state(mail_id) == (MailState.UNKNOWN, Fault.DROPPED)
    await post.sending.send(mail_id)
    assert len(post.box.taken) == 1
    await post.decide(mail_id, Decision.AGAIN)
    await post.sending.send(mail_id)
    assert len(post.box.taken) == 2
    assert {letter["Message-ID"] for letter in post.box.letters} == {f"<{mail_id}@reiji.example.go.jp>"}
    assert await post.kinds() == [f"inquiry:case:mail_{deed}" for deed in ("decided", "sent", "unknown")]


async def test_a_person_may_know_that_it_arrived(post: Post) -> None:
    post.box.content = "drop"
    mail_id = await post.put()
    await post.sending.send(mail_id)
    await post.decide(mail_id, Decision.ARRIVED)
    assert (await post.mail(mail_id)).state is MailState.SENT
    for decision in Decision:
        with pytest.raises(MailSettled):
            await post.decide(mail_id, decision)
    with pytest.raises(MailUnknown):
        await post.decide("nobody's", Decision.AGAIN)


async def test_a_worker_that_dies_while_sending_leaves_a_letter_of_which_nobody_knows(post: Post) -> None:
    """Nobody can tell whether the dead process had handed it over."""
    mail_id = await post.put()
    async with post.database.write() as connection:
        assert await mails.claim(connection, mail_id, now=post.clock()) is not None
    await post.sending.lose(mail_id)
    assert await post.state(mail_id) == (MailState.UNKNOWN, Fault.STOPPED)
    await post.sending.send(mail_id)
    assert post.box.taken == []


async def test_a_worker_that_dies_before_it_begins_loses_no_letter(post: Post) -> None:
    mail_id = await post.put()
    await post.sending.lose(mail_id)
    assert [row["payload"] for row in await post.rows("job")] == [{"mail_id": mail_id}] * 2
    await post.sending.send(mail_id)
    assert len(post.box.taken) == 1


async def test_a_secret_text_is_kept_no_longer_than_until_it_is_sent(post: Post) -> None:
    mail_id = await post.put(confidential=True)
    assert (await post.mail(mail_id)).text == TEXT
    await post.sending.send(mail_id)
    assert (await post.mail(mail_id)).text == ""
    assert post.box.letters[0].get_content().splitlines() == TEXT.splitlines()


async def test_a_secret_text_does_not_go_again(post: Post) -> None:
    """It is not kept, and the citizen can ask for another code."""
    post.box.content = "drop"
    mail_id = await post.put(confidential=True)
    await post.sending.send(mail_id)
    with pytest.raises(MailSettled):
        await post.decide(mail_id, Decision.AGAIN)
    assert len(post.box.taken) == 1
