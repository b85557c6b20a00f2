"""Reports are fetched through who may see them: results belong to few before they belong to everyone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import day_in_japan
from genkan.governance import Permission, Viewer, find_organisation, list_organisations, names_of
from genkan.trial.numbers import Numbers
from genkan.trial.pack import read_numbers
from genkan.trial.paper import Cover, Material, Said, Words
from genkan.trial.protocol import Trial, TrialState, read_protocol
from genkan.trial.publishing.drafted import Reply, ReportSignature, TrialReport, signed_digest
from genkan.trial.publishing.errors import ReportUnknown
from genkan.trial.publishing.promising import last_day_of_replies, may_be_signed, promise_of
from genkan.trial.publishing.store import reports


@dataclass(frozen=True, kw_only=True)
class SeenReport:
    """A trial with its newest report, if there is one, and everything that stands around it."""

    trial: Trial
    organisation: str
    report: TrialReport | None
    replies: tuple[Reply, ...] = ()
    signatures: tuple[ReportSignature, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def is_published(self) -> bool:
        """Whether everybody may see it."""
        return self.trial.state is TrialState.PUBLISHED

    @property
    def digest(self) -> str:
        """What a signature signs."""
        return signed_digest(self.report, self.replies) if self.report and self.report.is_ready else ""

    @property
    def replies_until(self) -> date | None:
        """The last day of the replies, once the report is disclosed; ``None`` where the protocol names none."""
        if self.report is None or not self.report.is_ready or self.report.disclosed_at is None:
            return None
        return last_day_of_replies(promise_of(self.report).protocol, self.report.disclosed_at)

    def takes_replies(self, now: datetime) -> bool:
        """Whether vendors may reply."""
        last = self.replies_until
        return not self.signatures and (last is None or day_in_japan(now) <= last)

    def awaits_replies(self, now: datetime) -> bool:
        """Whether it may not be signed yet, because the time of the vendors is not over."""
        return not may_be_signed(promise_of(self.ready), self.ready, self.replies, now=now)

    @property
    def ready(self) -> TrialReport:
        """The report. Raises ``ReportUnknown`` where it has no numbers yet."""
        if self.report is None or not self.report.is_ready:
            raise ReportUnknown
        return self.report

    @property
    def title(self) -> str:
        """What the protocol calls the trial."""
        return read_protocol(self.numbers().facts.protocol).title

    def numbers(self) -> Numbers:
        """Its numbers. Raises ``ReportUnknown``."""
        return read_numbers(self.ready.numbers)

    def material(self, words: Words) -> Material:
        """What the report is written from. Raises ``ReportUnknown``."""
        disclosed = self.ready.disclosed_at
        return Material(
            numbers=self.numbers(),
            words=words,
            root=self.ready.root,
            replies=[Said(each.arm, each.text, each.answers) for each in self.replies],
            disclosed=words.day(disclosed) if disclosed else "",
        )

    def cover(self, words: Words, now: datetime) -> Cover:
        """What stands on the first page: the day of publication, or of the draft."""
        report = self.ready
        standing = "" if self.is_published else words("案")
        return Cover(self.organisation, words.date(day_in_japan(report.published_at or now)), standing)


async def see_report(connection: AsyncConnection, viewer: Viewer, trial_id: str) -> SeenReport:
    """For staff: a published report, or on its way to those who run, sign or audit the trial. Raises ``ReportUnknown``."""
    seen = await _seen(connection, trial_id)
    if not may_see_report(viewer, seen.trial):
        raise ReportUnknown
    return seen


async def see_public_report(connection: AsyncConnection, trial_id: str) -> SeenReport:
    """For everyone: a published report. Raises ``ReportUnknown``."""
    seen = await _seen(connection, trial_id)
    if not seen.is_published:
        raise ReportUnknown
    return seen


@dataclass(frozen=True)
class Published:
    """A published report as a list has it."""

    trial_id: str
    title: str
    organisation: str
    at: datetime


async def list_published(connection: AsyncConnection) -> list[Published]:
    """For everyone: every published report, the newest trial first."""
    names = {one.id: one.name for one in await list_organisations(connection)}
    found = list[Published]()
    for row in await reports.published_titles(connection):
        title = row.title or (await see_public_report(connection, row.trial_id)).title
        found.append(Published(row.trial_id, title, names.get(row.organisation_id, ""), row.published_at))
    return found


async def see_any_report(connection: AsyncConnection, trial_id: str) -> SeenReport:
    """For who has shown a token that opens a part of it. Raises ``ReportUnknown``."""
    return await _seen(connection, trial_id)


def may_sign(viewer: Viewer, trial: Trial) -> bool:
    """Whether the person signs reports of the trial: of the trial office, or the chief AI officer of its organisation."""
    if not viewer.may(Permission.SIGN_TRIAL):
        return False
    return viewer.may(Permission.RUN_TRIAL) or viewer.organisation.id == trial.organisation_id


def may_see_report(viewer: Viewer, trial: Trial) -> bool:
    """Whether a member of staff sees the report: everyone when it is published, before that few."""
    if trial.state is TrialState.PUBLISHED:
        return True
    whole = viewer.may(Permission.RUN_TRIAL) or viewer.may(Permission.READ_WHOLE_LEDGER)
    return whole or may_sign(viewer, trial)


async def _seen(connection: AsyncConnection, trial_id: str) -> SeenReport:
    trial = await reports.find_trial(connection, trial_id)
    if trial is None:
        raise ReportUnknown
    organisation = await find_organisation(connection, organisation_id=trial.organisation_id)
    name = organisation.name if organisation else ""
    report = await reports.newest_report(connection, trial_id)
    if report is None:
        return SeenReport(trial=trial, organisation=name, report=None)
    signatures = tuple(await reports.signatures_of(connection, report))
    return SeenReport(
        trial=trial,
        organisation=name,
        report=report,
        replies=tuple(await reports.replies_to(connection, report)),
        signatures=signatures,
        names=await names_of(connection, sorted(each.person_id for each in signatures)),
    )
