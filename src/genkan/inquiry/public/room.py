"""Everything that citizens do, put together once a process."""

from genkan.apps import Vault
from genkan.governance import Ledger
from genkan.inquiry.post import Outbox
from genkan.inquiry.public.answering_back import AnsweringBack
from genkan.inquiry.public.form_keeping import FormKeeping
from genkan.inquiry.public.knocking import Knocking, bounds_of
from genkan.inquiry.public.looking_up import LookingUp
from genkan.inquiry.public.submitting import Submitting
from genkan.inquiry.public.tokens import Tokens
from genkan.inquiry.receiving import Receiving
from genkan.kit import Clock
from genkan.settings import Settings
from genkan.storage import Database


class PublicSide:
    """Sending letters, looking them up, answering back; keeping the form."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        receiving: Receiving,
        outbox: Outbox,
        vault: Vault,
        clock: Clock,
        settings: Settings,
    ) -> None:
        address = settings.address
        self.is_secure = address.startswith("https://")
        self.tokens = Tokens(vault, clock)
        knocking = Knocking(database, self.tokens, clock, bounds_of(settings))
        self.forms = FormKeeping(ledger)
        self.submitting = Submitting(database, receiving, outbox, knocking, clock, address)
        self.looking_up = LookingUp(database, ledger, outbox, knocking, clock, address)
        self.answering_back = AnsweringBack(ledger, clock)
