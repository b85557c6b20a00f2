"""Dated versions of documents, articles shared between versions, and readers of collections by list."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

from genkan.kit import system_clock
from genkan.storage import Moment

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_KIND = (
    "CASE WHEN anchor LIKE 's%' THEN 'supplement' WHEN anchor = 'h0' THEN 'preamble' "
    "WHEN anchor LIKE 'h%' THEN 'section' ELSE 'article' END"
)


def upgrade() -> None:
    """Every document that there is gets one version, in force from the day it stated."""
    _create_lists()
    _create_versions()
    _give_ids_to_articles()
    _fill_versions()
    _change_documents()


def _create_lists() -> None:
    identifier = sa.String(length=36)
    op.add_column("collection", sa.Column("retention_days", sa.Integer(), nullable=True))
    op.create_table(
        "collection_reader",
        sa.Column("collection_id", identifier, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reader_id", identifier, nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_collection_reader_collection_id")
        ),
        sa.PrimaryKeyConstraint("collection_id", "kind", "reader_id", name=op.f("pk_collection_reader")),
    )
    op.create_table(
        "reader_group",
        sa.Column("id", identifier, nullable=False),
        sa.Column("organisation_id", identifier, nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_reader_group_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_group")),
        sa.UniqueConstraint("organisation_id", "title", name=op.f("uq_reader_group_organisation_id_title")),
    )
    op.create_table(
        "reader_group_member",
        sa.Column("group_id", identifier, nullable=False),
        sa.Column("person_id", identifier, nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["reader_group.id"], name=op.f("fk_reader_group_member_group_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reader_group_member_person_id")),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_reader_group_member")),
    )
    op.create_index(op.f("ix_reader_group_member_person_id"), "reader_group_member", ["person_id"])


def _create_versions() -> None:
    op.create_table(
        "document_version",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("repealed", sa.Boolean(), nullable=False),
        sa.Column("amended_by", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("loaded_at", Moment(), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_version_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_version")),
    )
    op.create_index(op.f("ix_document_version_document_id"), "document_version", ["document_id"])


def _give_ids_to_articles() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    new_id = "lower(hex(randomblob(16)))" if is_sqlite else "md5(document_id || '/' || anchor)"
    op.execute(f"CREATE TABLE article_before AS SELECT *, {new_id} AS new_id FROM article")  # noqa: S608 - constants
    op.drop_table("article")
    op.create_table(
        "article",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("anchor", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("headings", sa.Text(), nullable=False),
        sa.Column("paragraphs", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_article_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
    )
    op.create_index(op.f("ix_article_document_id_anchor"), "article", ["document_id", "anchor"])
    op.execute(
        "INSERT INTO article (id, document_id, anchor, kind, label, caption, headings, paragraphs) "  # noqa: S608 - constants
        f"SELECT new_id, document_id, anchor, {_KIND}, label, caption, CAST(headings AS TEXT), "
        "CAST(paragraphs AS TEXT) FROM article_before"
    )


def _fill_versions() -> None:
    documents = op.get_bind().execute(
        sa.text("SELECT id, title, effective, digest, articles, loaded_at FROM document").columns(
            effective=sa.Date(), loaded_at=Moment()
        )
    )
    contents = dict(_contents())
    rows = [
        {
            "id": row.id,
            "document_id": row.id,
            "title": row.title,
            "valid_from": row.effective,
            "valid_until": None,
            "repealed": False,
            "amended_by": "",
            "digest": row.digest,
            "articles": row.articles,
            "loaded_at": row.loaded_at,
            "contents": contents.get(row.id, []),
        }
        for row in documents
    ]
    if rows:
        op.bulk_insert(_version_table(), rows)
    op.drop_table("article_before")


def _contents() -> Iterator[tuple[str, list[str]]]:
    """The identifiers of each document's articles in the order of the text."""
    rows = op.get_bind().execute(
        sa.text("SELECT document_id, new_id FROM article_before ORDER BY document_id, position")
    )
    for document_id, articles in groupby(rows, key=lambda row: row.document_id):
        yield document_id, [row.new_id for row in articles]


def _version_table() -> sa.TableClause:
    columns: dict[str, Any] = {
        "valid_from": sa.Date(),
        "valid_until": sa.Date(),
        "repealed": sa.Boolean(),
        "articles": sa.Integer(),
        "loaded_at": Moment(),
        "contents": sa.JSON(),
    }
    names = ("id", "document_id", "title", *columns, "amended_by", "digest")
    return sa.table("document_version", *(sa.column(name, columns.get(name, sa.Text())) for name in names))


def _change_documents() -> None:
    op.add_column(
        "document", sa.Column("kind", sa.String(length=20), nullable=False, server_default="regulation")
    )
    op.add_column("document", sa.Column("law_id", sa.String(length=60), nullable=False, server_default=""))
    op.add_column("document", sa.Column("withdrawn_at", Moment(), nullable=True))
    withdrawn = sa.text("UPDATE document SET withdrawn_at = :now WHERE state = 'withdrawn'")
    op.get_bind().execute(withdrawn.bindparams(sa.bindparam("now", value=system_clock(), type_=Moment())))
    with op.batch_alter_table("document") as document:
        for name in ("effective", "articles", "digest"):
            document.drop_column(name)
    op.create_index(op.f("ix_document_law_id"), "document", ["law_id"])
