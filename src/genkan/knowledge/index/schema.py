"""What the index keeps of a passage and of an article."""

from tantivy import Schema, SchemaBuilder

# Counts up with every change of the schema, the tokeniser or the passages, so that older indexes are rebuilt.
FORMAT = 1

TEXT_FIELDS = ("pairs", "words", "context_pairs", "context_words")


def make_schema() -> Schema:
    """Two kinds of entries: passages, which are searched, and articles, which are looked up and shown.

    A passage has its terms, the terms of its context (title, chapter, label, caption), the identifiers that
    filters need and the ``ordinal`` of its article; an article has ``key`` (``document/anchor``), ``contents``
    (its document), ``article`` (its ordinal) and ``record`` (JSON).
    """
    builder = SchemaBuilder()
    for name in TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("collection", "document", "key", "contents"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("ordinal", fast=True)
    builder.add_unsigned_field("article", indexed=True, fast=True)
    builder.add_bytes_field("passage", stored=True)
    builder.add_bytes_field("record", stored=True)
    return builder.build()
