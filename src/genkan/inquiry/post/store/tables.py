"""The tables of letters by e-mail, and from which address each organisation sends."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from genkan.inquiry.case import LONGEST_EMAIL, LONGEST_NAME
from genkan.inquiry.post.mail import LONGEST_SUBJECT
from genkan.storage import Moment, metadata

mail_table = Table(
    "inquiry_mail",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("organisation_id", String(36), ForeignKey("organisation.id"), nullable=False),
    Column("case_id", String(36), ForeignKey("inquiry_case.id"), nullable=True),
    Column("to", String(LONGEST_EMAIL), nullable=False),
    Column("subject", String(LONGEST_SUBJECT), nullable=False),
    Column("text", Text, nullable=False),
    Column("confidential", Boolean, nullable=False),
    Column("state", String(12), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment, nullable=True),
    Column("fault", String(20), nullable=False),
    Column("answer_code", Integer, nullable=True),
    Index("ix_inquiry_mail_case_id", "case_id"),
    Index("ix_inquiry_mail_state", "state", "organisation_id"),
)

sender_table = Table(
    "inquiry_sender",
    metadata,
    Column("organisation_id", String(36), ForeignKey("organisation.id"), primary_key=True),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("address", String(LONGEST_EMAIL), nullable=False),
)
