"""The table of uses: each kind of use of an answer is recorded once."""

from sqlalchemy import Column, String, Table

from genkan.storage import Moment, metadata

trial_use_table = Table(
    "trial_use",
    metadata,
    Column("exposure_id", String(36), primary_key=True),
    Column("side", String(1), primary_key=True),
    Column("use", String(12), primary_key=True),
    Column("at", Moment, nullable=False),
)
