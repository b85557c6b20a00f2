"""Everything that is done with inquiries, put together once a process."""

from datetime import timedelta
from typing import NamedTuple

from genkan.apps import Apart, Checker, FileReading, Scanner, Vault
from genkan.gateway import Gateway
from genkan.governance import Ledger, Organisation
from genkan.inquiry.assigning import Assigning
from genkan.inquiry.changing import Changing
from genkan.inquiry.ending import Ending
from genkan.inquiry.erasure import Erasing, Retention
from genkan.inquiry.faq.faqs import Faqs
from genkan.inquiry.handing_in import HandingIn
from genkan.inquiry.importing.importing import Importing
from genkan.inquiry.importing.sheet_reading import SheetReading
from genkan.inquiry.importing.taking import ListTaking
from genkan.inquiry.incoming.inspecting import Inspecting
from genkan.inquiry.incoming.keeping import FileKeeping
from genkan.inquiry.incoming.reading import TextReading
from genkan.inquiry.joining.joining import Joining
from genkan.inquiry.mail.pulling import MailPulling
from genkan.inquiry.mail.taking import MailTaking
from genkan.inquiry.noting import Noting
from genkan.inquiry.office_keeping import OfficeKeeping
from genkan.inquiry.post import Outbox, Sending, Settling, server_of
from genkan.inquiry.public import PublicSide
from genkan.inquiry.receiving import Receiving
from genkan.inquiry.replies import Replies
from genkan.inquiry.replying import LettingOut
from genkan.inquiry.sample.letters import Addressee
from genkan.inquiry.sample.loading import SampleCases
from genkan.inquiry.topic_keeping import TopicKeeping
from genkan.jobs import Queue, Task
from genkan.kit import Clock
from genkan.knowledge import Library
from genkan.settings import Settings
from genkan.storage import Database


class _Means(NamedTuple):
    """What everything here is built upon."""

    database: Database
    ledger: Ledger
    queue: Queue
    clock: Clock
    settings: Settings


class Inquiries:
    """Receiving, assigning, noting, ending cases; keeping topics; letters by e-mail."""

    def __init__(
        self,
        *,
        database: Database,
        ledger: Ledger,
        queue: Queue,
        clock: Clock,
        settings: Settings,
        vault: Vault,
        gateway: Gateway,
        library: Library,
        checker: Checker,
    ) -> None:
        means = _Means(database, ledger, queue, clock, settings)
        changing = Changing(ledger, clock)
        self.outbox = Outbox(queue, clock, server_of(settings))
        self._receive(means)
        self._open_doors(means)
        self._decide(means, changing)
        self._meet_citizens(means, vault)
        self.faqs = Faqs(database, ledger, queue, clock, library=library, reading=self._sheets)
        self.replies = Replies(
            changing,
            database=database,
            queue=queue,
            letting_out=LettingOut(self.outbox, settings.address),
            gateway=gateway,
            library=library,
            checker=checker,
        )

    def _receive(self, means: _Means) -> None:
        """Everything through which a letter becomes a case."""
        self._inspecting = Inspecting(Scanner(means.settings.scan_address))
        files = FileKeeping(means.queue, means.clock)
        self.receiving = Receiving(means.database, means.ledger, means.clock, self._inspecting, files)
        self.topics = TopicKeeping(means.ledger, means.clock)
        self._sample = SampleCases(means.database, self.receiving, self.topics, means.ledger, means.clock)

    def _open_doors(self, means: _Means) -> None:
        """Lists, e-mail and other systems, all of which lead to ``receiving``."""
        database, clock, apart = means.database, means.clock, Apart()
        self._text_reading, self._sheets = TextReading(database, FileReading(apart)), SheetReading(apart)
        self.importing = Importing(database, means.ledger, means.queue, clock, self._sheets)
        self.list_taking = ListTaking(database, clock, self.receiving, self.importing)
        self.handing_in = HandingIn(database, self.receiving, self._inspecting)
        self.mail_taking = MailTaking(database, means.ledger, clock, self.receiving, self._inspecting)
        every = timedelta(seconds=means.settings.mail_pull_seconds)
        self.mail_pulling = MailPulling(database, means.queue, clock, self.mail_taking, every)

    def _decide(self, means: _Means, changing: Changing) -> None:
        """What officers and supervisors do with cases, besides answering them."""
        ledger, clock = means.ledger, means.clock
        self.assigning, self.joining = Assigning(changing), Joining(changing)
        self.noting, self.ending = Noting(changing), Ending(changing)
        self.offices = OfficeKeeping(ledger)
        self.mail_settling = Settling(ledger, means.queue, clock)
        self.erasing = Erasing(ledger, clock)
        self.retention = Retention(means.database, ledger, means.queue, clock)

    def _meet_citizens(self, means: _Means, vault: Vault) -> None:
        """The public form with its page, and the letters that go to citizens."""
        self._sending = Sending(means.database, means.ledger, means.queue, means.clock, self.outbox.server)
        self.public = PublicSide(
            means.database, means.ledger, self.receiving, self.outbox, vault, means.clock, means.settings
        )

    async def load_sample(self, ministry: Organisation, city: Organisation, *, actor: str) -> int:
        """Add the sample letters to organisations that have no cases, and entries made of them; how many letters."""
        loaded = await self._sample.load(ministry, to=Addressee.MINISTRY, actor=actor)
        loaded += await self._sample.load(city, to=Addressee.CITY, actor=actor)
        await self.faqs.load_sample(ministry, city, actor=actor)
        return loaded

    def tasks(self) -> dict[str, Task]:
        """The work in the background."""
        return {
            **self.retention.tasks(),
            **self._sending.tasks(),
            **self._text_reading.tasks(),
            **self.list_taking.tasks(),
            **self.mail_pulling.tasks(),
            **self.replies.tasks(),
            **self.faqs.tasks(),
        }
