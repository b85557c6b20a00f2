"""The tables of people, of their groups, and of how they sign in and sign."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint

from genkan.storage import Moment, metadata

organisation = Table(
    "organisation",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("parent_id", String(36), ForeignKey("organisation.id")),
    Column("created_at", Moment, nullable=False),
)

person = Table(
    "person",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False, index=True),
    Column("bureau_id", String(36), ForeignKey("organisation.id")),
    Column("name", String(100), nullable=False),
    Column("sign_in_name", String(100), nullable=False, unique=True),
    Column("password_hash", Text),
    Column("language", String(5), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
)

person_role = Table(
    "person_role",
    metadata,
    Column("person_id", String(36), ForeignKey("person.id"), primary_key=True),
    Column("role", String(40), primary_key=True),
    Column("granted_at", Moment, nullable=False),
)

reader_group = Table(
    "reader_group",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("title", String(100), nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("organisation_id", "title"),
)

reader_group_member = Table(
    "reader_group_member",
    metadata,
    Column("group_id", String(36), ForeignKey("reader_group.id"), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), primary_key=True, index=True),
)

session = Table(
    "session",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=False, index=True),
    Column("browser", String(200), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

invitation = Table(
    "invitation",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=False, index=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
)

sign_in_failure = Table(
    "sign_in_failure",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name_digest", String(64), nullable=False),
    Column("address", String(64), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("certain", Boolean, nullable=False),
    Index(None, "name_digest", "at"),
    Index(None, "address", "at"),
)

signature_request = Table(
    "signature_request",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("person_id", String(36), ForeignKey("person.id"), nullable=False, index=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("object_id", String(36), nullable=False),
    Column("title", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("code_hash", String(64)),
    Column("code_expires_at", Moment),
    Column("used_at", Moment),
)
