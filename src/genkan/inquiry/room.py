"""Everything that is done with inquiries, put together once a process."""

from genkan.governance import Ledger
from genkan.inquiry.assigning import Assigning
from genkan.inquiry.changing import Changing
from genkan.inquiry.ending import Ending
from genkan.inquiry.noting import Noting
from genkan.inquiry.receiving import Receiving
from genkan.inquiry.topic_keeping import TopicKeeping
from genkan.kit import Clock
from genkan.storage import Database


class Inquiries:
    """Receiving, assigning, noting, ending cases; keeping topics."""

    def __init__(self, *, database: Database, ledger: Ledger, clock: Clock) -> None:
        changing = Changing(ledger, clock)
        self.receiving = Receiving(database, ledger, clock)
        self.assigning = Assigning(changing)
        self.noting = Noting(changing)
        self.ending = Ending(changing)
        self.topics = TopicKeeping(ledger, clock)
