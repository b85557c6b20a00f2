"""Trials, the organisations that take part, their proposed and signed protocols, eras and consents."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from genkan.storage import Moment, metadata

trial_table = Table(
    "trial",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("state", String(12), nullable=False),
    Column("draft", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("created_by", String(36), nullable=False),
    Index("ix_trial_organisation_id", "organisation_id"),
)

# One row for each organisation in whose daily work a trial runs: at most one trial at a time.
trial_organisation_table = Table(
    "trial_organisation",
    metadata,
    Column("organisation_id", String(36), ForeignKey("organisation.id"), primary_key=True),
    Column("trial_id", String(36), ForeignKey("trial.id"), nullable=False),
)

trial_protocol_table = Table(
    "trial_protocol",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("document", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("signed_by", String(36), nullable=False),
    Column("signed_at", Moment, nullable=False),
)

# What was put up for the second signature; a higher revision takes the place of a lower one.
trial_proposal_table = Table(
    "trial_proposal",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("signed_by", String(36), nullable=False),
    Column("signed_at", Moment, nullable=False),
)

trial_era_table = Table(
    "trial_era",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("arm", String(40), primary_key=True),
    Column("era", Integer, primary_key=True),
    Column("build", String(300), nullable=False),
    Column("reason", Text, nullable=False),
    Column("began_at", Moment, nullable=False),
)

trial_consent_table = Table(
    "trial_consent",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), primary_key=True),
    Column("agreed", Integer, nullable=False),
    Column("text_digest", String(64), nullable=False),
    Column("at", Moment, nullable=False),
)

# How a trial ended; an early end waits here for its second signature, and then has no day.
trial_ending_table = Table(
    "trial_ending",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("cause", String(12), nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_by", String(36), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("signed_by", String(36), nullable=False),
    Column("ended_at", Moment),
    Column("day", String(10), nullable=False),
)

trial_look_table = Table(
    "trial_look",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("day", String(10), nullable=False),
    Column("at", Moment, nullable=False),
    Column("met", Boolean, nullable=False),
    Column("votes", Integer, nullable=False),
    Column("persons", Integer, nullable=False),
    Column("seal", String(64), nullable=False),
)

# The lists of vendors' staff: each later one adds to those before it, once the protocol is signed.
trial_vendors_list_table = Table(
    "trial_vendors_list",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("salt", String(32), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_by", String(36), nullable=False),
    Column("made_at", Moment, nullable=False),
    Index("ix_trial_vendors_list_digest", "digest"),
)

trial_vendors_staff_table = Table(
    "trial_vendors_staff",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("entry", String(120), primary_key=True),
)
