"""Everything that is done with the frequently asked questions, put together."""

from collections.abc import Mapping

from genkan.governance import Ledger, Organisation
from genkan.inquiry.faq.basing import Basing
from genkan.inquiry.faq.keeping import FaqKeeping
from genkan.inquiry.faq.proposing import FaqProposing
from genkan.inquiry.faq.sample import SampleFaqs
from genkan.inquiry.faq.taking import FaqTaking
from genkan.inquiry.faq.watching import FaqWatch
from genkan.inquiry.importing.sheet_reading import SheetReading
from genkan.inquiry.sample import Addressee
from genkan.jobs import Queue, Task
from genkan.kit import Clock
from genkan.knowledge import Library
from genkan.storage import Database


class Faqs:
    """Proposing, keeping, taking lists in, and looking whether entries still stand."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        queue: Queue,
        clock: Clock,
        *,
        library: Library,
        reading: SheetReading,
    ) -> None:
        self.basing = Basing(library)
        self.keeping = FaqKeeping(ledger, clock)
        self.proposing = FaqProposing(self.basing)
        self.watch = FaqWatch(database, ledger, queue, clock)
        self.taking = FaqTaking(database, reading, self.basing, self.keeping)
        self._sample = SampleFaqs(database, self.basing, ledger, clock)

    async def load_sample(self, ministry: Organisation, city: Organisation, *, actor: str) -> int:
        """Add the sample entries, and flag what rests on a text that was amended since; how many there were."""
        loaded = await self._sample.load(ministry, to=Addressee.MINISTRY, actor=actor)
        loaded += await self._sample.load(city, to=Addressee.CITY, actor=actor)
        await self.watch.look_at_all()
        return loaded

    def tasks(self) -> Mapping[str, Task]:
        """The work in the background."""
        return self.watch.tasks()
