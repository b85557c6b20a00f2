"""Collections that made apps name are kept by their ids, and files of outputs that are made in the background."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from genkan.storage import Moment

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_collection = sa.table("collection", sa.column("id"), sa.column("title"), sa.column("organisation_id"))
_app = sa.table("made_app", sa.column("id"), sa.column("organisation_id"))
_version = sa.table("made_app_version", sa.column("id"), sa.column("app_id"), sa.column("content"))


def upgrade() -> None:
    """Give the collections that are named by title the ids that their organisation knows; add the table."""
    connection = op.get_bind()
    ids = {
        (row.organisation_id, row.title): row.id for row in connection.execute(sa.select(_collection)).all()
    }
    query = sa.select(_version.c.id, _version.c.content, _app.c.organisation_id).join(
        _app, _app.c.id == _version.c.app_id
    )
    for row in connection.execute(query.where(_version.c.content.contains('"collections"'))).all():
        content = json.loads(row.content)
        named = [_with_id(each, ids, row.organisation_id) for each in content.get("collections", ())]
        if named != content.get("collections", []):
            written = json.dumps({**content, "collections": named}, ensure_ascii=False, separators=(",", ":"))
            connection.execute(_version.update().where(_version.c.id == row.id).values(content=written))
    _create_exports()


def _with_id(named: Any, ids: dict[tuple[str, str], str], organisation_id: str) -> Any:
    """The collection with its id, where its organisation has one of that title."""
    found = ids.get((organisation_id, named)) if isinstance(named, str) else None
    return {"title": named, "id": found} if found else named


def _create_exports() -> None:
    op.create_table(
        "app_run_export",
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("failure", sa.JSON(), nullable=True),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["app_run.id"], name=op.f("fk_app_run_export_run_id_app_run")),
        sa.PrimaryKeyConstraint("run_id", "form", name=op.f("pk_app_run_export")),
    )
