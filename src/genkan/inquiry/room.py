"""Everything that is done with inquiries, put together once a process."""

from datetime import timedelta

from genkan.apps import Apart, Checker, FileReading, Scanner, Vault
from genkan.gateway import Gateway
from genkan.governance import Ledger, Organisation
from genkan.inquiry.assigning import Assigning
from genkan.inquiry.changing import Changing
from genkan.inquiry.ending import Ending
from genkan.inquiry.erasure import Erasing, Retention
from genkan.inquiry.handing_in import HandingIn
from genkan.inquiry.importing.importing import IMPORT_LIST, Importing
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
from genkan.inquiry.sample.letters import Addressee
from genkan.inquiry.sample.loading import SampleCases
from genkan.inquiry.topic_keeping import TopicKeeping
from genkan.jobs import Queue, Task
from genkan.kit import Clock
from genkan.knowledge import Library
from genkan.settings import Settings
from genkan.storage import Database


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
        changing = Changing(ledger, clock)
        inspecting = Inspecting(Scanner(settings.scan_address))
        files = FileKeeping(queue, clock)
        self.receiving = Receiving(database, ledger, clock, inspecting, files)
        self._open_doors(database, ledger, queue, clock, settings, inspecting)
        self.assigning = Assigning(changing)
        self.joining = Joining(changing)
        self.noting = Noting(changing)
        self.ending = Ending(changing)
        self.topics = TopicKeeping(ledger, clock)
        self.offices = OfficeKeeping(ledger)
        self.outbox = Outbox(queue, clock, server_of(settings))
        self.replies = Replies(
            changing,
            database=database,
            queue=queue,
            outbox=self.outbox,
            gateway=gateway,
            library=library,
            checker=checker,
        )
        self.mail_settling = Settling(ledger, queue, clock)
        self.erasing = Erasing(ledger, clock)
        self.retention = Retention(database, ledger, queue, clock)
        self._sample = SampleCases(database, self.receiving, self.topics, ledger, clock)
        self.public = PublicSide(
            database, ledger, self.receiving, self.outbox, vault, clock, settings.address
        )
        self._sending = Sending(database, ledger, queue, clock, server_of(settings))

    def _open_doors(
        self,
        database: Database,
        ledger: Ledger,
        queue: Queue,
        clock: Clock,
        settings: Settings,
        inspecting: Inspecting,
    ) -> None:
        """Lists, e-mail and other systems, all of which lead to ``receiving``."""
        apart = Apart()
        self._text_reading = TextReading(database, FileReading(apart))
        self.importing = Importing(database, ledger, queue, clock, SheetReading(apart))
        self.mail_taking = MailTaking(database, clock, self.receiving, inspecting)
        self.handing_in = HandingIn(database, self.receiving, inspecting)
        every = timedelta(seconds=settings.mail_pull_seconds)
        self.mail_pulling = MailPulling(database, queue, clock, self.mail_taking, every)
        self._list_taking = ListTaking(database, clock, self.receiving, self.importing)

    async def load_sample(self, ministry: Organisation, city: Organisation, *, actor: str) -> int:
        """Add the sample letters to organisations that have no cases; how many there were."""
        loaded = await self._sample.load(ministry, to=Addressee.MINISTRY, actor=actor)
        return loaded + await self._sample.load(city, to=Addressee.CITY, actor=actor)

    def tasks(self) -> dict[str, Task]:
        """The work in the background."""
        return {
            **self.retention.tasks(),
            **self._sending.tasks(),
            **self._text_reading.tasks(),
            **self._list_taking.tasks(IMPORT_LIST),
            **self.mail_pulling.tasks(),
            **self.replies.tasks(),
        }
