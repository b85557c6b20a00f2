"""Tables of reports, their signatures, and the replies of vendors."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from genkan.storage import Moment, metadata

trial_report_table = Table(
    "trial_report",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("until", Moment, nullable=False),
    Column("made_by", String(36), nullable=False),
    Column("root", String(64), nullable=False),
    Column("numbers", Text, nullable=False),
    Column("public", Text, nullable=False),
    Column("fault", Text, nullable=False),
    Column("disclosed_at", Moment),
    Column("published_at", Moment),
)

trial_report_signature_table = Table(
    "trial_report_signature",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("person_id", String(36), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("at", Moment, nullable=False),
)

trial_reply_table = Table(
    "trial_reply",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("arm", String(40), primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
