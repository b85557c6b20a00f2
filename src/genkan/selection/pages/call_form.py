"""The form of a call: what was typed, by the names of its fields."""

from starlette.datastructures import FormData

from genkan.selection.call.content import Measure
from genkan.selection.call.draft import CallDraft, CriterionDraft, DocumentDraft

MOST_ROWS = 30
_TEXTS = ("title", "purpose", "targets", "conditions", "how_to_apply", "contact")
_TIMES = ("questions_until", "answers_on", "deadline", "test_on", "decision_on")
_CRITERION = ("key", "title", "text", "measure", "weight", "threshold", "rubric", "source")


def call_draft(form: FormData) -> CallDraft:
    """The draft that was sent; further fields are not looked at."""
    return CallDraft(
        texts={name: _text(form, name) for name in _TEXTS},
        times={name: _text(form, name) for name in _TIMES},
        criteria=tuple(
            _criterion(form, row) for row in range(1, MOST_ROWS + 1) if _has(form, "criterion", row)
        ),
        documents=tuple(
            _document(form, row) for row in range(1, MOST_ROWS + 1) if _has(form, "document", row)
        ),
    )


def with_empty_rows(draft: CallDraft) -> CallDraft:
    """The draft with an empty row at the end of each list, to be filled in."""
    criteria, documents = draft.criteria, draft.documents
    criteria = criteria if criteria and not criteria[-1].title else (*criteria, CriterionDraft())
    documents = (
        documents if documents and not documents[-1].title else (*documents, DocumentDraft(required=True))
    )
    return CallDraft(draft.texts, draft.times, criteria[:MOST_ROWS], documents[:MOST_ROWS])


def _criterion(form: FormData, row: int) -> CriterionDraft:
    typed = {name: _text(form, f"criterion.{row}.{name}") for name in _CRITERION}
    return CriterionDraft(**{**typed, "measure": typed["measure"] or Measure.PASS, "key": typed["key"][:40]})


def _document(form: FormData, row: int) -> DocumentDraft:
    typed = {name: _text(form, f"document.{row}.{name}") for name in ("key", "title", "text")}
    return DocumentDraft(typed["key"][:40], typed["title"], typed["text"], _has_required(form, row))


def _has_required(form: FormData, row: int) -> bool:
    return _text(form, f"document.{row}.required") == "yes"


def _has(form: FormData, kind: str, row: int) -> bool:
    return f"{kind}.{row}.title" in form


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
