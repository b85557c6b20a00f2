"""Disclosing a report to all vendors at one moment, hearing them, signing by two persons, and publishing."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.kit import Clock, digest, normalise_newlines, storable
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import TrialDetails, details_of
from genkan.trial.protocol import Trial, TrialState
from genkan.trial.publishing.drafted import (
    SIGNATURES,
    Reply,
    ReportSignature,
    TrialReport,
    signed_digest,
)
from genkan.trial.publishing.errors import (
    DisclosedAlready,
    NotDisclosed,
    PublishedAlready,
    ReplyTooLate,
    ReplyUnfit,
    ReportNotReady,
    ReportOvertaken,
    ReportUnknown,
    SignedAlready,
)
from genkan.trial.publishing.store import reports

LONGEST_REPLY = 4000
VENDOR = "system"


class Publishing:
    """Works in the transaction of the caller; ``actor`` is a person's id."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    async def disclose(
        self, connection: AsyncConnection, trial_id: str, *, arms: tuple[str, ...], actor: str
    ) -> TrialReport:
        """Open the part of every vendor at this moment.

        Raises ``ReportUnknown``, ``ReportNotReady``, ``PublishedAlready`` and ``DisclosedAlready``.
        """
        trial, report = await self._held(connection, trial_id)
        if report.disclosed_at:
            raise DisclosedAlready
        now = self._clock()
        await reports.change_report(connection, trial_id, report.number, disclosed_at=now)
        details = {"number": report.number, "root": report.root, "arms": list(arms)}
        await self._record(connection, TrialEvent.REPORT_DISCLOSED, trial, actor=actor, details=details)
        return report

    async def show(self, connection: AsyncConnection, trial_id: str, arm: str, token: str) -> TrialReport:
        """The report for the vendor of an arm, who has its token; that it was shown is recorded.

        Raises ``ReportUnknown``.
        """
        trial, report = await self._opened(connection, trial_id, arm, token)
        details = {"number": report.number, "arm": arm}
        await self._record(connection, TrialEvent.REPORT_SHOWN, trial, actor=VENDOR, details=details)
        return report

    async def reply(
        self, connection: AsyncConnection, trial_id: str, arm: str, token: str, *, text: str
    ) -> None:
        """Keep what the vendor says, in the place of what it said before.

        Raises ``ReportUnknown``, ``ReplyUnfit`` and ``ReplyTooLate``.
        """
        trial, report = await self._opened(connection, trial_id, arm, token)
        said = normalise_newlines(storable(text)).strip()
        if not said or len(said) > LONGEST_REPLY:
            raise ReplyUnfit(limit=f"{LONGEST_REPLY:,}")
        if report.published_at or await reports.signatures_of(connection, report):
            raise ReplyTooLate
        await reports.put_reply(connection, report, Reply(arm, said, self._clock()))
        details = {"number": report.number, "arm": arm, "digest": digest(said), "characters": len(said)}
        await self._record(connection, TrialEvent.REPORT_REPLIED, trial, actor=VENDOR, details=details)

    async def sign(self, connection: AsyncConnection, trial_id: str, *, seen: str, actor: str) -> bool:
        """Sign what was ``seen`` (its digest); with the second signature the report is published: whether it is.

        Raises ``NotDisclosed``, ``ReportOvertaken``, ``SignedAlready``, and what ``disclose`` raises.
        """
        trial, report = await self._held(connection, trial_id)
        if not report.disclosed_at:
            raise NotDisclosed
        now = signed_digest(report, await reports.replies_to(connection, report))
        if seen != now:
            raise ReportOvertaken
        signed = await reports.signatures_of(connection, report)
        if actor in {each.person_id for each in signed}:
            raise SignedAlready
        await reports.add_signature(connection, report, ReportSignature(actor, now, self._clock()))
        details = {"number": report.number, "digest": now}
        await self._record(connection, TrialEvent.REPORT_SIGNED, trial, actor=actor, details=details)
        if len(signed) + 1 < SIGNATURES:
            return False
        await self._publish(connection, trial, report, digest_signed=now, actor=actor)
        return True

    async def _publish(
        self,
        connection: AsyncConnection,
        trial: Trial,
        report: TrialReport,
        *,
        digest_signed: str,
        actor: str,
    ) -> None:
        await reports.mark_published(connection, report, at=self._clock())
        details = details_of(TrialDetails(digest=report.root, reason=digest_signed))
        await self._record(connection, TrialEvent.PUBLISHED, trial, actor=actor, details=details)

    async def _held(self, connection: AsyncConnection, trial_id: str) -> tuple[Trial, TrialReport]:
        trial = await reports.hold_trial(connection, trial_id)
        report = await reports.newest_report(connection, trial_id)
        if trial is None or report is None:
            raise ReportUnknown
        if trial.state is TrialState.PUBLISHED:
            raise PublishedAlready
        if not report.is_ready:
            raise ReportNotReady
        return trial, report

    async def _opened(
        self, connection: AsyncConnection, trial_id: str, arm: str, token: str
    ) -> tuple[Trial, TrialReport]:
        trial = await reports.hold_trial(connection, trial_id)
        report = await reports.newest_report(connection, trial_id)
        if trial is None or report is None or not report.is_ready or not report.opens(arm, token):
            raise ReportUnknown
        return trial, report

    async def _record(
        self,
        connection: AsyncConnection,
        kind: TrialEvent,
        trial: Trial,
        *,
        actor: str,
        details: Mapping[str, object],
    ) -> None:
        await self._ledger.record(
            connection,
            kind,
            actor=actor,
            organisation_id=trial.organisation_id,
            object_id=trial.id,
            details=details,
        )
