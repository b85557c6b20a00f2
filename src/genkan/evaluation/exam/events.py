"""What sealed tests write into the audit ledger; never a word of a question, an answer or a share."""

from enum import StrEnum


class ExamEvent(StrEnum):
    """Kinds of event; the object is the test."""

    ADDED = "evaluation:exam:added"
    VOIDED = "evaluation:exam:voided"
    SHARE_TAKEN = "evaluation:exam:share_taken"
    SEALED = "evaluation:exam:sealed"
    SHARE_BROUGHT = "evaluation:exam:share_brought"
    SHARE_REFUSED = "evaluation:exam:share_refused"
    DOCUMENT_OPENED = "evaluation:exam:document_opened"
    DOCUMENT_READ = "evaluation:exam:document_read"
    RUN_BEGUN = "evaluation:exam:run_begun"
    ANSWERS_ALTERED = "evaluation:exam:answers_altered"
    JUDGE_ASKED = "evaluation:exam:judge_asked"
    JUDGED = "evaluation:exam:judged"
    GRADED = "evaluation:exam:graded"
    PUBLISHED = "evaluation:exam:published"
    PACK_EXPORTED = "evaluation:exam:pack_exported"
