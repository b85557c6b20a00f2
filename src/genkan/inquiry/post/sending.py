"""The job that sends a letter: claimed before a word is said, settled by what the server answered."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.inquiry.post.delivering import Envelope, deliver
from genkan.inquiry.post.events import MailEvent, record_mail
from genkan.inquiry.post.mail import Fault, Mail, MailState
from genkan.inquiry.post.outcome import Fate, Outcome
from genkan.inquiry.post.sender import sender_in_force
from genkan.inquiry.post.server import MailServer
from genkan.inquiry.post.store import mails
from genkan.inquiry.post.store.senders import Sender
from genkan.inquiry.post.writing import written
from genkan.jobs import Payload, Queue, Task
from genkan.kit import Clock
from genkan.storage import Database

SEND_MAIL = "inquiry.send_mail"
LONGEST_WAIT = timedelta(hours=1)
GIVE_UP = timedelta(days=3)
_ONE_AT_A_TIME = 2
_ENDS = {
    Fate.SENT: (MailState.SENT, MailEvent.SENT),
    Fate.REFUSED: (MailState.FAILED, MailEvent.FAILED),
    Fate.UNKNOWN: (MailState.UNKNOWN, MailEvent.UNKNOWN),
}


@dataclass(frozen=True, slots=True)
class Sending:
    """Sends letters by ``server``; where there is none, they wait."""

    database: Database
    ledger: Ledger
    queue: Queue
    clock: Clock
    server: MailServer | None

    def tasks(self) -> dict[str, Task]:
        """Sending is begun once a job; whose worker dies in the middle is a letter of which nobody knows."""

        async def send(payload: Payload) -> None:
            await self.send(str(payload["mail_id"]))

        async def lose(payload: Payload) -> None:
            await self.lose(str(payload["mail_id"]))

        return {SEND_MAIL: Task(run=send, lost=lose, at_once=_ONE_AT_A_TIME)}

    async def send(self, mail_id: str) -> None:
        """Send a letter that is due; nothing where it was withdrawn, or another worker has it."""
        async with self.database.write() as connection:
            mail = await mails.claim(connection, mail_id, now=self.clock())
            own = mail.organisation_id if mail else ""
            sender = await sender_in_force(connection, own, server=self.server)
        if mail is None:
            return
        outcome = await asyncio.to_thread(self._deliver, mail, sender)
        async with self.database.write() as connection:
            await self._settle(connection, mail, outcome)

    async def lose(self, mail_id: str) -> None:
        """The job ended without a word: a letter that was on its way may have arrived, one that was not goes later."""
        async with self.database.write() as connection:
            mail = await mails.find_mail(connection, mail_id)
            if mail is not None and mail.state is MailState.SENDING:
                await self._settle(connection, mail, Outcome(Fate.UNKNOWN, Fault.STOPPED))
            elif mail is not None and mail.state is MailState.QUEUED:
                await self._enqueue(connection, mail)

    def _deliver(self, mail: Mail, sender: Sender) -> Outcome:
        if self.server is None or not sender.address:
            return Outcome(Fate.LATER, Fault.UNSET)
        content = written(mail, sender=sender, now=self.clock())
        return deliver(self.server, Envelope(sender.address, mail.to, content))

    async def _settle(self, connection: AsyncConnection, mail: Mail, outcome: Outcome) -> None:
        if outcome.fate is Fate.LATER and self.clock() - mail.created_at < GIVE_UP:
            await self._put_off(connection, mail, outcome)
            return
        state, event = _ENDS.get(outcome.fate, _ENDS[Fate.REFUSED])
        ended = await mails.settle(
            connection,
            mail.id,
            state,
            now=self.clock(),
            fault=outcome.fault,
            answer_code=outcome.answer_code,
        )
        if ended is not None:
            await record_mail(self.ledger, connection, event, ended, actor="system")

    async def _put_off(self, connection: AsyncConnection, mail: Mail, outcome: Outcome) -> None:
        later = self.clock() + wait_after(mail.attempt)
        await mails.put_back(
            connection, mail.id, not_before=later, fault=outcome.fault, answer_code=outcome.answer_code
        )
        await self._enqueue(connection, replace(mail, not_before=later))

    async def _enqueue(self, connection: AsyncConnection, mail: Mail) -> None:
        await self.queue.enqueue(
            connection, SEND_MAIL, payload={"mail_id": mail.id}, run_after=mail.not_before
        )


def wait_after(attempt: int) -> timedelta:
    """How long to wait after so many tries: 1, 2, 4, … minutes, at most an hour."""
    return min(timedelta(minutes=2 ** min(attempt - 1, 10)), LONGEST_WAIT)
