"""What the journal holds of a call: the facts at its beginning, and how it ended. No text is among them.

The ledger proves the records by a digest over all of these fields: another field would change the digests of batches
that were recorded without it, and has to be left out of theirs.
"""

from datetime import datetime

import msgspec


class CallEnd(msgspec.Struct, frozen=True, array_like=True):
    """How a call ended; prices in millionths of a yen, None where the deployment has no price."""

    outcome: str
    ended_at: datetime
    first_token_at: datetime | None
    input_characters: int
    output_characters: int
    input_tokens: int
    output_tokens: int
    tokens_reported: bool
    price_micro_yen: int | None


class CallRow(msgspec.Struct, frozen=True, array_like=True):
    """The facts of a call before a word leaves."""

    id: str
    at: datetime
    person_id: str
    organisation_id: str
    purpose: str
    information_class: int
    deployment_id: str
    model_id: str | None
    model_name: str
    build: str
    decision: str
    app: str
    api_key_id: str | None
    fallback_from: str | None
    answer_id: str | None = None


class Opened(msgspec.Struct, frozen=True, tag="opened"):
    """A line of the journal: a call began."""

    row: CallRow


class Closed(msgspec.Struct, frozen=True, tag="closed"):
    """A line of the journal: the call with this id ended."""

    id: str
    end: CallEnd


Line = Opened | Closed
CLOSED_FIELDS = CallEnd.__struct_fields__
OPENED_FIELDS = CallRow.__struct_fields__
