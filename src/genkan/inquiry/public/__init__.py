"""The citizen's side: a public form without an account, a receipt, and a page that a number and a code open."""

from genkan.inquiry.public.answering_back import LONGEST_WORDS, SCORES, AnsweringBack
from genkan.inquiry.public.errors import (
    FormClosed,
    LookUpEnded,
    LookUpRefused,
    TooOften,
)
from genkan.inquiry.public.events import CitizenEvent
from genkan.inquiry.public.form import (
    LONGEST_ADDRESS_NAME,
    LONGEST_NOTICE,
    LONGEST_TITLE,
    FormDraft,
    PublicForm,
)
from genkan.inquiry.public.form_keeping import FormKeeping
from genkan.inquiry.public.knocking import Knocking
from genkan.inquiry.public.letter import CitizenLetter, faults_of_letter
from genkan.inquiry.public.looking_up import Asked, LookingUp
from genkan.inquiry.public.mails import reply_subject, reply_text
from genkan.inquiry.public.page_of import page_told
from genkan.inquiry.public.room import PublicSide
from genkan.inquiry.public.status import (
    InquiryStatus,
    LetterStatus,
    has_status_page,
    is_on_page_of,
    status_of,
)
from genkan.inquiry.public.store.forms import form_at, form_of, open_forms
from genkan.inquiry.public.store.satisfactions import Satisfaction, satisfaction_of
from genkan.inquiry.public.store.submissions import Submission, forget_case, submission_of
from genkan.inquiry.public.submitting import Receipt, Sent, Submitting
from genkan.inquiry.public.tokens import Purpose, Tokens

__all__ = [
    "LONGEST_ADDRESS_NAME",
    "LONGEST_NOTICE",
    "LONGEST_TITLE",
    "LONGEST_WORDS",
    "SCORES",
    "AnsweringBack",
    "Asked",
    "CitizenEvent",
    "CitizenLetter",
    "FormClosed",
    "FormDraft",
    "FormKeeping",
    "InquiryStatus",
    "Knocking",
    "LetterStatus",
    "LookUpEnded",
    "LookUpRefused",
    "LookingUp",
    "PublicForm",
    "PublicSide",
    "Purpose",
    "Receipt",
    "Satisfaction",
    "Sent",
    "Submission",
    "Submitting",
    "Tokens",
    "TooOften",
    "faults_of_letter",
    "forget_case",
    "form_at",
    "form_of",
    "has_status_page",
    "is_on_page_of",
    "open_forms",
    "page_told",
    "reply_subject",
    "reply_text",
    "satisfaction_of",
    "status_of",
    "submission_of",
]
