"""Records of a trial can lose whose they were: no person, or another name for who marked."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

_PERSON = {
    "comparison": "person_id",
    "vote": "person_id",
    "vote_revision": "person_id",
    "guess": "person_id",
    "reveal": "person_id",
    "trial_audit": "asker_id",
}


def upgrade() -> None:
    """Let the persons be empty, and a marker be called otherwise than a person is."""
    for table, column in _PERSON.items():
        with op.batch_alter_table(table) as altered:
            altered.alter_column(column, existing_type=sa.String(length=36), nullable=True)
    with op.batch_alter_table("trial_mark") as mark:
        mark.drop_constraint(op.f("fk_trial_mark_marker_id_person"), type_="foreignkey")
