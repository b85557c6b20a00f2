"""The newest report of a trial for who holds the database."""

from datetime import datetime

from genkan.storage import Database
from genkan.trial.paper import Printing, Words, as_csv, as_text, write_report
from genkan.trial.publishing.errors import ReportNotReady, ReportUnknown
from genkan.trial.publishing.seeing import see_any_report


async def read_trial_report(
    database: Database, trial: str, form: str, *, language: str, now: datetime
) -> str | bytes:
    """The report as 「text」, 「json」, 「csv」 or 「pdf」. Raises ``ReportUnknown`` and ``ReportNotReady``."""
    async with database.read() as connection:
        seen = await see_any_report(connection, trial)
    if seen.report is None:
        raise ReportUnknown
    if not seen.report.is_ready:
        raise ReportNotReady
    if form == "json":
        return seen.report.numbers
    if form == "csv":
        return as_csv(seen.numbers())
    words = Words(language)
    paper = write_report(seen.material(words), seen.cover(words, now))
    return await Printing().pdf(paper) if form == "pdf" else as_text(paper)
