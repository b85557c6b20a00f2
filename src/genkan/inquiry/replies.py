"""Everything that is done about replies, put together: preparing, approving, building blocks, drafts, checks."""

from genkan.apps import Checker
from genkan.gateway import Gateway
from genkan.inquiry.changing import Changing
from genkan.inquiry.checking import ReplyChecks
from genkan.inquiry.replying import Approving, BlockKeeping, DraftWriting, LettingOut, Preparing
from genkan.jobs import Queue, Task
from genkan.knowledge import Library
from genkan.storage import Database


class Replies:
    """The parts that make, judge and release replies."""

    def __init__(
        self,
        changing: Changing,
        *,
        database: Database,
        queue: Queue,
        letting_out: LettingOut,
        gateway: Gateway,
        library: Library,
        checker: Checker,
    ) -> None:
        clock = changing.clock
        self.library = library
        self.preparing = Preparing(changing, letting_out.outbox)
        self.approving = Approving(changing, letting_out)
        self.blocks = BlockKeeping(changing.ledger, clock)
        self.checks = ReplyChecks(library, checker)
        self.drafts = DraftWriting(
            database=database, queue=queue, gateway=gateway, library=library, clock=clock
        )

    def tasks(self) -> dict[str, Task]:
        """The work in the background."""
        return self.drafts.tasks()
