"""Mailboxes are looked into by a job, each letter taken in by itself, so that a restart goes on behind the last one."""

import asyncio
import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from genkan.catalogue import resolve_secret
from genkan.inquiry.mail.errors import MailboxTaken, MailboxTroubled, MailboxUnknown
from genkan.inquiry.mail.imap import IDS_AT_ONCE, ImapLine
from genkan.inquiry.mail.letter import WhyLeft
from genkan.inquiry.mail.mailbox import FROM_NOW, Mailbox
from genkan.inquiry.mail.store import mailboxes
from genkan.inquiry.mail.taking import MailTaking, Marks, message_of
from genkan.jobs import Payload, Queue, Task
from genkan.kit import Clock, Problem, digest
from genkan.storage import Database, StorageProblem

logger = logging.getLogger(__name__)

PULL_MAIL = "inquiry.pull_mail"
ACTOR = "mail"
LARGEST_LETTER = 60 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class MailPulling:
    """Looks into every mailbox, again and again."""

    database: Database
    queue: Queue
    clock: Clock
    taking: MailTaking
    every: timedelta

    def tasks(self) -> dict[str, Task]:
        """The task that looks into the mailboxes and leaves the job for the next time."""
        return {PULL_MAIL: Task(run=self._run, lost=self._again, at_once=1)}

    async def begin(self) -> None:
        """Leave the job for the next look, unless it is there or there is no mailbox."""
        if await self.mailboxes():
            due = _next(self.clock(), self.every)
            key = f"{PULL_MAIL}:{due.isoformat()}"
            async with self.database.write() as connection:
                await self.queue.enqueue(connection, PULL_MAIL, payload={}, key=key, run_after=due)

    async def add(self, mailbox: Mailbox) -> None:
        """Look into a mailbox from now on. Raises ``MailboxTaken``."""
        async with self.database.write() as connection:
            if not await mailboxes.add_mailbox(connection, mailbox):
                raise MailboxTaken(username=mailbox.username)
        await self.begin()

    async def mailboxes(self) -> tuple[Mailbox, ...]:
        """The mailboxes of all organisations."""
        async with self.database.read() as connection:
            return await mailboxes.all_mailboxes(connection)

    async def remove(self, mailbox_id: str) -> None:
        """Look into a mailbox no longer; what was taken in stays. Raises ``MailboxUnknown``."""
        async with self.database.write() as connection:
            if not await mailboxes.remove_mailbox(connection, mailbox_id):
                raise MailboxUnknown(mailbox=mailbox_id)

    async def look(self) -> None:
        """Take in what is new in every mailbox; what stands in the way of one is told, and the others are looked into."""
        for mailbox in await self.mailboxes():
            trouble = await self._look_safely(mailbox)
            async with self.database.write() as connection:
                await mailboxes.tell_look(connection, mailbox.id, at=self.clock(), trouble=trouble)

    async def _run(self, _payload: Payload) -> None:
        try:
            await self.look()
        finally:
            await self.begin()

    async def _again(self, _payload: Payload) -> None:
        await self.begin()

    async def _look_safely(self, mailbox: Mailbox) -> str:
        """What stood in the way, empty for nothing."""
        try:
            await self._look_into(mailbox)
        except Exception as error:  # the officer is told on the page of mailboxes, the operator by the log
            if isinstance(error, StorageProblem):
                raise
            if not isinstance(error, Problem):
                logger.exception("A mailbox cannot be looked into")
            problem = error if isinstance(error, Problem) else MailboxTroubled(username=mailbox.username)
            told = problem.sentence.format_map(problem.details)
            if told != mailbox.trouble:
                logger.warning("A mailbox cannot be looked into; it is tried again: %s", problem)
            return told
        return ""

    async def _look_into(self, mailbox: Mailbox) -> None:
        password = await asyncio.to_thread(resolve_secret, mailbox.password_at)
        line = await asyncio.to_thread(ImapLine, mailbox, password)
        try:
            if mailbox.last_uid == FROM_NOW:
                await self._leave_earlier(mailbox, line)
            last = _start(mailbox, line)
            await self._tell_place(mailbox, line, last)
            for uid in await asyncio.to_thread(lambda: list(line.uids_after(last))):
                await self._take(mailbox, line, uid)
                await self._tell_place(mailbox, line, uid)
        finally:
            await asyncio.to_thread(line.close)

    async def _leave_earlier(self, mailbox: Mailbox, line: ImapLine) -> None:
        """Know the letters that are there already by their ids, for the numbers of letters may change."""
        for first in range(1, line.last_uid + 1, IDS_AT_ONCE):
            named = await asyncio.to_thread(line.message_ids, first, first + IDS_AT_ONCE - 1)
            found = [message_of(each) for each in named.values() if each]
            for uid in (uid for uid, each in named.items() if not each):
                content = await asyncio.to_thread(line.letter, uid)
                found += [hashlib.sha256(content).hexdigest()] if content is not None else []
            await self.taking.leave_earlier(mailbox.organisation_id, found)

    async def _take(self, mailbox: Mailbox, line: ImapLine, uid: int) -> None:
        """Take one letter in. Raises a problem that will pass; one that lies in the letter leaves it with its reason."""
        own = mailbox.organisation_id
        if await asyncio.to_thread(line.size_of, uid) > LARGEST_LETTER:
            await self.taking.leave(own, Marks(_named(mailbox, line, uid)), WhyLeft.TOO_LARGE)
            return
        content = await asyncio.to_thread(line.letter, uid)
        if content is None:
            return
        name = _named(mailbox, line, uid)
        mail = await self.taking.take_or_leave(own, content, actor=ACTOR, name=name, pulled=True)
        if mailbox.marks_seen and mail.case_id:
            await asyncio.to_thread(line.mark_seen, uid)

    async def _tell_place(self, mailbox: Mailbox, line: ImapLine, uid: int) -> None:
        async with self.database.write() as connection:
            await mailboxes.tell_place(connection, mailbox.id, uid_validity=line.uid_validity, last_uid=uid)


def _start(mailbox: Mailbox, line: ImapLine) -> int:
    """The letter behind which is looked; all are looked at where the server counts anew, and those known are known."""
    if mailbox.last_uid == FROM_NOW:
        return line.last_uid
    return mailbox.last_uid if mailbox.uid_validity in (0, line.uid_validity) else 0


def _named(mailbox: Mailbox, line: ImapLine, uid: int) -> str:
    return digest(f"{mailbox.id}:{line.uid_validity}:{uid}")


def _next(now: datetime, every: timedelta) -> datetime:
    """The next moment that is a whole number of intervals away from the epoch, so that processes agree on it."""
    seconds = every.total_seconds()
    return datetime.fromtimestamp((now.timestamp() // seconds + 1) * seconds, tz=now.tzinfo)
