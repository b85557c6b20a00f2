"""The table of surveys that were answered or put away; what was answered is in the ledger alone."""

from sqlalchemy import Column, Date, ForeignKey, String, Table

from genkan.storage import Moment, metadata

trial_pulse_table = Table(
    "trial_pulse",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("at", Moment, nullable=False),
)
