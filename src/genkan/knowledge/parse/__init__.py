"""Files to regulations: decoding, front matter, articles, paragraphs and items."""

from genkan.knowledge.parse.corpus import CORPUS_SUFFIXES, CorpusLaw, is_corpus, read_corpus
from genkan.knowledge.parse.decode import MAXIMUM_MEGABYTES, clean_name
from genkan.knowledge.parse.errors import (
    DamagedFile,
    EncryptedFile,
    NestedArchive,
    TooMuchInside,
    UnknownPacking,
)
from genkan.knowledge.parse.identity import Revision, in_kanji, law_number, revision_in
from genkan.knowledge.parse.kinds import SUFFIXES, ZIP_MARKS, FileKind, kind_of, packed_kind, packed_name
from genkan.knowledge.parse.locked import may_be_locked, wants_password
from genkan.knowledge.parse.packed import MOST_ENTRIES, UNREADABLE, is_bounded, open_zip, unpacked
from genkan.knowledge.parse.reader import first_sheet, parse
from genkan.knowledge.parse.regulation import (
    RECOGNISED,
    Article,
    ArticleKind,
    DocumentKind,
    Item,
    Paragraph,
    Regulation,
    own_headings,
    paragraph_lines,
)

__all__ = [
    "CORPUS_SUFFIXES",
    "MAXIMUM_MEGABYTES",
    "MOST_ENTRIES",
    "RECOGNISED",
    "SUFFIXES",
    "UNREADABLE",
    "ZIP_MARKS",
    "Article",
    "ArticleKind",
    "CorpusLaw",
    "DamagedFile",
    "DocumentKind",
    "EncryptedFile",
    "FileKind",
    "Item",
    "NestedArchive",
    "Paragraph",
    "Regulation",
    "Revision",
    "TooMuchInside",
    "UnknownPacking",
    "clean_name",
    "first_sheet",
    "in_kanji",
    "is_bounded",
    "is_corpus",
    "kind_of",
    "law_number",
    "may_be_locked",
    "open_zip",
    "own_headings",
    "packed_kind",
    "packed_name",
    "paragraph_lines",
    "parse",
    "read_corpus",
    "revision_in",
    "unpacked",
    "wants_password",
]
