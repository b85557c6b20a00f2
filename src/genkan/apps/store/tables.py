"""The tables of runs; whose run it is, is a matter of the functions beside."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from genkan.storage import Moment, metadata

run_table = Table(
    "app_run",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=False),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("app_id", String(100), nullable=False),
    Column("title", String(400), nullable=False),
    Column("values", JSON, nullable=False),
    Column("information_class", Integer, nullable=False),
    Column("deployment_id", String(36), nullable=False),
    Column("session_id", String(36), nullable=False),
    Column("previous_id", String(36), nullable=True),
    Column("state", String(12), nullable=False),
    Column("done", Integer, nullable=False),
    Column("of", Integer, nullable=False),
    Column("label", String(200), nullable=False),
    Column("stop_asked", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("checks", JSON, nullable=False),
    Column("notices", JSON, nullable=False),
    Column("failure", JSON, nullable=True),
    Column("created_at", Moment, nullable=False),
    Column("started_at", Moment, nullable=True),
    Column("ended_at", Moment, nullable=True),
    Column("api_key_id", String(36), nullable=False),
    Column("outside_user", String(64), nullable=False),
    Column("pair_id", String(36), nullable=False, server_default=""),
    Column("side", String(1), nullable=False, server_default=""),
    Column("picked_id", String(36), nullable=False, server_default=""),
    Index("ix_app_run_pair_id", "pair_id"),
    Index("ix_app_run_person_id_created_at", "person_id", "created_at"),
    Index("ix_app_run_state_id", "state", "id"),
)

step_table = Table(
    "app_run_step",
    metadata,
    Column("run_id", String(36), ForeignKey("app_run.id"), primary_key=True),
    Column("name", String(100), primary_key=True),
    Column("text", Text, nullable=False),
)

file_table = Table(
    "app_run_file",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("run_id", String(36), ForeignKey("app_run.id"), nullable=False),
    Column("side", String(5), nullable=False),
    Column("position", Integer, nullable=False),
    Column("key", String(100), nullable=False),
    Column("name", String(255), nullable=False),
    Column("media_type", String(120), nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("ix_app_run_file_run_id", "run_id"),
)

made_file_table = Table(
    "app_run_export",
    metadata,
    Column("run_id", String(36), ForeignKey("app_run.id"), primary_key=True),
    Column("form", String(8), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("failure", JSON, nullable=True),
    Column("name", String(255), nullable=False),
    Column("content", LargeBinary, nullable=True),
    Column("asked_at", Moment, nullable=False),
)
