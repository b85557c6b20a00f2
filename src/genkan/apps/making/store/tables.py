"""The tables of made apps; what belongs to whom is a matter of the functions beside."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from genkan.apps.making.made_app import LONGEST_TITLE
from genkan.storage import Moment, metadata

made_app_table = Table(
    "made_app",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("team_id", String(36), ForeignKey("app_team.id"), nullable=False),
    Column("everywhere", Boolean, nullable=False),
    Column("last_day", Date, nullable=True),
    Column("offered_to", String(36), ForeignKey("app_team.id"), nullable=True),
    Column("created_by", String(36), ForeignKey("person.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Index("ix_made_app_organisation_id", "organisation_id"),
    Index("ix_made_app_team_id", "team_id"),
)

version_table = Table(
    "made_app_version",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("app_id", String(36), ForeignKey("made_app.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("title", String(LONGEST_TITLE), nullable=False),
    Column("content", Text, nullable=False),
    Column("created_by", String(36), ForeignKey("person.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("submitted_by", String(36), ForeignKey("person.id"), nullable=True),
    Column("submitted_at", Moment, nullable=True),
    Column("decided_by", String(36), ForeignKey("person.id"), nullable=True),
    Column("decided_at", Moment, nullable=True),
    Column("reason", Text, nullable=False),
    Column("alone", Boolean, nullable=False),
    UniqueConstraint("app_id", "number"),
    Index("ix_made_app_version_state", "state"),
)

trial_table = Table(
    "made_app_trial",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version_id", String(36), ForeignKey("made_app_version.id"), nullable=False),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Index("ix_made_app_trial_version_id", "version_id"),
)

trial_run_table = Table(
    "made_app_trial_run",
    metadata,
    Column("trial_id", String(36), ForeignKey("made_app_trial.id"), primary_key=True),
    Column("run_id", String(36), primary_key=True),
    Column("position", Integer, nullable=False),
)
