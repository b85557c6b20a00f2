"""Everything that is done to make apps, put together once a process."""

from genkan.apps.making.authoring import Authoring
from genkan.apps.making.keeping import Keeping
from genkan.apps.making.proposing import Proposing
from genkan.apps.making.recording import Recorder
from genkan.apps.making.reviewing import Reviewing
from genkan.apps.making.trying import Trying
from genkan.apps.runs.starting import Starting
from genkan.apps.teams.membership import Teams
from genkan.gateway import Gateway
from genkan.governance import Ledger
from genkan.kit import Clock


class Making:
    """Teams, drafts, proposals, reviews, trials and what becomes of published apps; ``starting`` begins the runs of trials."""

    def __init__(self, *, ledger: Ledger, starting: Starting, gateway: Gateway, clock: Clock) -> None:
        recorder = Recorder(ledger)
        self.teams = Teams(ledger, clock)
        self.authoring = Authoring(recorder, clock)
        self.proposing = Proposing(gateway)
        self.reviewing = Reviewing(recorder, clock)
        self.keeping = Keeping(recorder, clock)
        self.trying = Trying(recorder, starting, clock)
