"""By which words cases are found: the numbers of their pairs of characters.

PostgreSQL keeps them as an array with an index of its elements, ``ix_inquiry_search_pairs``; SQLite as words of a text
with the full-text index ``inquiry_search_words`` over it. Migration 0029 makes both.
"""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text
from sqlalchemy.dialects import postgresql

from genkan.storage import metadata

search_table = Table(
    "inquiry_search",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", String(36), ForeignKey("inquiry_case.id"), nullable=False, unique=True),
    Column("pairs", Text().with_variant(postgresql.ARRAY(Integer), "postgresql"), nullable=False),
)

WORDS = "inquiry_search_words"
