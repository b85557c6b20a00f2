"""How many places of each stratum are taken, and who keeps which arm."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from genkan.storage import metadata

# One row for each stratum; whoever takes a place holds it until the assignment is written.
stratum_table = Table(
    "trial_stratum",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("stratum", String(64), primary_key=True),
    Column("taken", Integer, nullable=False),
)

# The arm that a conversation or a person was given and keeps.
held_arm_table = Table(
    "trial_held_arm",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("holder", String(160), primary_key=True),
    Column("arm", String(40), nullable=False),
    Column("block", Integer, nullable=False),
    Column("place", Integer, nullable=False),
)
