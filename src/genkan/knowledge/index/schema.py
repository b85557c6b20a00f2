"""What the index keeps of a passage and of an article."""

from datetime import date

from tantivy import FieldType, Occur, Query, Schema, SchemaBuilder

# Counts up with every change of the schema, the tokeniser or the passages, so that older indexes are rebuilt.
FORMAT = 5

TEXT_FIELDS = ("pairs", "words")
_BEGINNING, _END = 0, 4_000_000


def make_schema() -> Schema:
    """Two kinds of entries: passages, which are searched, and articles, which are looked up and shown.

    A passage has its terms and those of its context (title, chapter, label, caption), the identifiers that filters need, the ``ordinal`` of its article and its ``place`` in it; an article has ``key``
    (``document/anchor``), ``contents`` (its document), ``article`` (its ordinal) and ``record`` (JSON). Both are
    in force from the day ``valid_from`` to the one before ``valid_until``, counted from the year 1.
    """
    builder = SchemaBuilder()
    for name in TEXT_FIELDS:
        option = "position" if name == "pairs" else "freq"
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    for name in ("collection", "document", "key", "contents"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("ordinal", "place", "valid_from", "valid_until"):
        builder.add_unsigned_field(name, fast=True)
    builder.add_unsigned_field("article", indexed=True, fast=True)
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def day_number(day: date | None, *, opens: bool = False) -> int:
    """A day as the index counts it; ``None`` is before every day where it ``opens`` an interval, else after."""
    if day is None:
        return _BEGINNING if opens else _END
    return day.toordinal()


def in_force(schema: Schema, day: date) -> Query:
    """What is in force on a day."""
    number = day.toordinal()
    begun = Query.range_query(schema, "valid_from", FieldType.Unsigned, upper_bound=number)
    goes_on = Query.range_query(
        schema, "valid_until", FieldType.Unsigned, lower_bound=number, include_lower=False
    )
    return Query.const_score_query(Query.boolean_query([(Occur.Must, begun), (Occur.Must, goes_on)]), 0.0)
