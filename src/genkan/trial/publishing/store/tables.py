"""Tables of reports, their files, their signatures, and the replies of vendors."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, String, Table, Text

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
    Column("title", String(300), nullable=False, server_default=""),
    Column("vendor_key", String(64), nullable=False, server_default=""),
)

trial_report_file_table = Table(
    "trial_report_file",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("name", String(40), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
)

# A file of any length in pieces, so that neither a row nor a process has to hold it whole.
trial_report_piece_table = Table(
    "trial_report_piece",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("name", String(40), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
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

# Replies to earlier versions, kept with the report that took their place; ``answers`` is the version that they answer.
trial_earlier_reply_table = Table(
    "trial_earlier_reply",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("answers", Integer, primary_key=True),
    Column("arm", String(40), primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

# How a trial stood when it was last counted, for all servers, and for how many seconds it was counted.
trial_standing_table = Table(
    "trial_standing",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("counts", Text, nullable=False),
)
