"""Disclosing a report to all vendors at one moment, hearing them, signing by two persons, and publishing."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import day_in_japan
from genkan.governance import Ledger, find_people
from genkan.jobs import Queue
from genkan.kit import Clock, digest, normalise_newlines, storable
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import TrialDetails, details_of
from genkan.trial.protocol import Trial, TrialState, vendors_lists_of
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
    RepliesAwaited,
    ReplyTimeOver,
    ReplyTooLate,
    ReplyUnfit,
    ReportNotReady,
    ReportOutdated,
    ReportOvertaken,
    ReportUnknown,
    SignedAlready,
    SignersUnfit,
)
from genkan.trial.publishing.filed import PACK
from genkan.trial.publishing.filing import FILE
from genkan.trial.publishing.promising import (
    last_day_of_replies,
    may_be_signed,
    may_sign_together,
    promise_of,
)
from genkan.trial.publishing.store import reports
from genkan.trial.publishing.store.files import find_file

LONGEST_REPLY = 4000
VENDOR = "system"


class Publishing:
    """Works in the transaction of the caller; ``actor`` is a person's id."""

    def __init__(self, ledger: Ledger, queue: Queue, clock: Clock) -> None:
        self._ledger = ledger
        self._queue = queue
        self._clock = clock

    async def disclose(
        self, connection: AsyncConnection, trial_id: str, *, arms: tuple[str, ...], actor: str
    ) -> TrialReport:
        """Open the part of every vendor at this moment.

        Raises ``ReportUnknown``, ``ReportNotReady``, ``ReportOutdated``, ``PublishedAlready`` and ``DisclosedAlready``.
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

        Raises ``ReportUnknown``, ``ReplyUnfit``, ``ReplyTooLate`` and ``ReplyTimeOver``.
        """
        trial, report = await self._opened(connection, trial_id, arm, token)
        said = normalise_newlines(storable(text)).strip()
        if not said or len(said) > LONGEST_REPLY:
            raise ReplyUnfit(limit=f"{LONGEST_REPLY:,}")
        if report.published_at or await reports.signatures_of(connection, report):
            raise ReplyTooLate
        last = last_day_of_replies(promise_of(report).protocol, report.disclosed_at or self._clock())
        if last is not None and day_in_japan(self._clock()) > last:
            raise ReplyTimeOver(day=last.isoformat())
        await reports.put_reply(connection, report, Reply(arm, said, self._clock()))
        details = {"number": report.number, "arm": arm, "digest": digest(said), "characters": len(said)}
        await self._record(connection, TrialEvent.REPORT_REPLIED, trial, actor=VENDOR, details=details)

    async def sign(self, connection: AsyncConnection, trial_id: str, *, seen: str, actor: str) -> bool:
        """Sign what was ``seen`` (its digest); with the second signature the report is published: whether it is.

        Raises ``NotDisclosed``, ``RepliesAwaited``, ``ReportOvertaken``, ``SignedAlready``, ``SignersUnfit``, and what
        ``disclose`` raises.
        """
        trial, report = await self._held(connection, trial_id)
        if not report.disclosed_at:
            raise NotDisclosed
        replies = await reports.replies_to(connection, report)
        promise = promise_of(report)
        if not may_be_signed(promise, report, replies, now=self._clock()):
            last = last_day_of_replies(promise.protocol, report.disclosed_at)
            raise RepliesAwaited(day=last.isoformat() if last else "")
        now = signed_digest(report, replies)
        if seen != now:
            raise ReportOvertaken
        signed = await reports.signatures_of(connection, report)
        if actor in {each.person_id for each in signed}:
            raise SignedAlready
        people = await find_people(connection, [*(each.person_id for each in signed), actor])
        if signed and not may_sign_together(promise, trial, tuple(people.values())):
            raise SignersUnfit(signers=promise.protocol.signers.label)
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
        pack = await find_file(connection, trial.id, report.number, PACK)
        told = TrialDetails(digest=report.root, reason=digest_signed, pack=pack.sha256 if pack else "")
        details = details_of(told)
        await self._queue.enqueue(connection, FILE, payload={"trial_id": trial.id}, key=f"{FILE}:{trial.id}")
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
        lists = await vendors_lists_of(connection, trial_id)
        if any(each.made_at > report.until for each in lists):
            raise ReportOutdated
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
