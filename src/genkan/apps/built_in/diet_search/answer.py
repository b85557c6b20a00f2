"""What the Diet records API answers (recordPacking=json)."""

import re

import msgspec

from genkan.apps.built_in.diet_search.errors import RecordsRefused, RecordsUnclear
from genkan.apps.built_in.diet_search.speech import Speech

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class SpeechRecord(msgspec.Struct, frozen=True, rename="camel"):
    """One member of ``speechRecord``; others of its keys are not needed."""

    date: str
    name_of_house: str
    name_of_meeting: str
    speech: str
    speech_id: str = msgspec.field(name="speechID")
    speaker: str | None = None
    speaker_position: str | None = None
    issue: str | None = None
    speech_url: str | None = msgspec.field(name="speechURL", default=None)


class Answer(msgspec.Struct, frozen=True, rename="camel"):
    """A page of an answer; ``next_record_position`` is where the next page begins, None on the last one."""

    number_of_records: int
    speech_record: tuple[SpeechRecord, ...] = ()
    next_record_position: int | None = None


class _Refusal(msgspec.Struct, frozen=True):
    message: str
    details: tuple[str, ...] = ()


def read_answer(content: bytes) -> Answer:
    """The answer in these bytes. Raises ``RecordsRefused`` where the API says what is wrong, else ``RecordsUnclear``."""
    try:
        return msgspec.json.decode(content, type=Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _refusal(content) from error


def speech_of(record: SpeechRecord) -> Speech:
    """The record as a speech; its text without the mark and the name before it."""
    if not _DAY.fullmatch(record.date):
        raise RecordsUnclear
    return Speech(
        id=record.speech_id,
        date=record.date,
        house=record.name_of_house,
        meeting=" ".join(each for each in (record.name_of_meeting, record.issue) if each),
        speaker=record.speaker or "",
        position=record.speaker_position or "",
        text=record.speech.replace("\r\n", "\n").strip(),
        address=record.speech_url or "",
    )


def _refusal(content: bytes) -> RecordsRefused | RecordsUnclear:
    try:
        refusal = msgspec.json.decode(content, type=_Refusal)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return RecordsUnclear()
    return RecordsRefused(reason="　".join((refusal.message, *refusal.details))[:400])
