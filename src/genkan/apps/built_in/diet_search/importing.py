"""Speeches from files, for networks that reach no service: answers of the API as JSON, or CSV."""

import csv
import io
from collections.abc import Iterable, Iterator

from genkan.apps.built_in.diet_search.answer import read_answer, speech_of
from genkan.apps.built_in.diet_search.errors import FileUnclear, RecordsRefused, RecordsUnclear
from genkan.apps.built_in.diet_search.speech import Search, Speech, Speeches
from genkan.apps.form.values import GivenFile
from genkan.knowledge import decode

_COLUMNS = {
    "date": ("日付", "開催日", "date"),
    "house": ("院名", "nameOfHouse"),
    "meeting": ("会議名", "nameOfMeeting"),
    "speaker": ("発言者", "発言者名", "speaker"),
    "text": ("発言", "発言内容", "speech"),
    "address": ("URL", "発言URL", "speechURL"),
    "position": ("肩書き", "肩書", "speakerPosition"),
    "id": ("発言ID", "speechID"),
}
_NEEDED = ("date", "speaker", "text")


def search_files(given: Iterable[GivenFile], search: Search, *, start: int, most: int) -> Speeches:
    """The speeches of the files that fulfil every condition, the newest first. Raises ``FileUnclear`` or a ``FileProblem``."""
    found = [speech for file in given for speech in read_file(file) if search.admits(speech)]
    found.sort(key=lambda speech: speech.date, reverse=True)
    return Speeches(len(found), tuple(found[start - 1 : start - 1 + most]))


def read_file(file: GivenFile) -> Iterator[Speech]:
    """The speeches of a file. Raises ``FileUnclear`` or a ``FileProblem``."""
    text = decode(file.content, name=file.name)
    if text.lstrip()[:1] in ("{", "["):
        yield from _from_json(file.name, text)
    else:
        yield from _from_csv(file.name, text)


def _from_json(name: str, text: str) -> Iterator[Speech]:
    """An answer of the API, or several in a list."""
    packed = text if text.lstrip().startswith("{") else f'{{"numberOfRecords": 0, "speechRecord": {text}}}'
    try:
        answer = read_answer(packed.encode())
        yield from (speech_of(record) for record in answer.speech_record)
    except (RecordsUnclear, RecordsRefused) as problem:
        raise FileUnclear(name=name, reason="JSONの形が検索用APIの発言単位の出力ではありません") from problem


def _from_csv(name: str, text: str) -> Iterator[Speech]:
    rows = csv.reader(io.StringIO(text))
    try:
        head = [cell.strip() for cell in next(rows, list[str]())]
        places = {key: _place(head, names) for key, names in _COLUMNS.items()}
        lacking = [_COLUMNS[key][0] for key in _NEEDED if places[key] is None]
        if lacking:
            raise FileUnclear(name=name, reason=f"「{'」「'.join(lacking)}」の列がありません")
        for number, row in enumerate(rows, start=1):
            if any(cell.strip() for cell in row):
                yield _speech(row, places, number)
    except csv.Error as error:
        raise FileUnclear(name=name, reason="CSVとして読み取れません") from error


def _place(head: list[str], names: tuple[str, ...]) -> int | None:
    return next((place for place, cell in enumerate(head) if cell in names), None)


def _speech(row: list[str], places: dict[str, int | None], number: int) -> Speech:
    found = {
        key: row[place].strip() if place is not None and place < len(row) else ""
        for key, place in places.items()
    }
    found["date"] = found["date"].replace("/", "-")
    return Speech(**{**found, "id": found["id"] or f"{number}行目"})
