"""The tables of the frequently asked questions: where each stands, what its versions say, and by which words they are found."""

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
from sqlalchemy.dialects import postgresql

from genkan.storage import Moment, metadata

faq_table = Table(
    "inquiry_faq",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("state", String(12), nullable=False),
    Column("version", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("shown", Integer, nullable=True),
    Column("case_id", String(36), ForeignKey("inquiry_case.id"), nullable=True),
    Column("writers", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("remark", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("approved_by", String(36), ForeignKey("person.id"), nullable=True),
    Column("approved_at", Moment, nullable=True),
    Index("ix_inquiry_faq_by_state", "organisation_id", "state", "changed_at"),
    Index("ix_inquiry_faq_case_id", "case_id"),
)

version_table = Table(
    "inquiry_faq_version",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("faq_id", String(36), ForeignKey("inquiry_faq.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("topic_id", String(36), ForeignKey("inquiry_topic.id"), nullable=True),
    Column("office_id", String(36), ForeignKey("organisation.id"), nullable=True),
    Column("review_on", Date, nullable=False),
    Column("is_public", Boolean, nullable=False),
    Column("written_by", String(36), ForeignKey("person.id"), nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("basis", Text, nullable=False),
    UniqueConstraint("faq_id", "number"),
)

# PostgreSQL has the index ``ix_inquiry_faq_search_pairs`` of the elements; SQLite ``inquiry_faq_search_words``.
search_table = Table(
    "inquiry_faq_search",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", String(36), ForeignKey("inquiry_faq_version.id"), nullable=False, unique=True),
    Column("pairs", Text().with_variant(postgresql.ARRAY(Integer), "postgresql"), nullable=False),
)
WORDS = "inquiry_faq_search_words"
