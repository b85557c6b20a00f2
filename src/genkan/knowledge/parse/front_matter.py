"""The facts that a file states about itself before its text."""

import re
from dataclasses import dataclass
from datetime import date

from genkan.kit import common_year
from genkan.knowledge.errors import UnreadableDate
from genkan.knowledge.text.normalise import normalise

_BLOCK = re.compile(r"\A---\n(?P<facts>.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FACT = re.compile(r"^(?P<key>[A-Za-z_]+)\s*:\s*(?P<value>.*)$")
_LIST_ENTRY = re.compile(r"^\s*-\s+(?P<value>.+)$")
_SEPARATOR = re.compile(r"[,、，]")
_DATE = re.compile(
    r"(?P<era>明治|大正|昭和|平成|令和|[mtshr])?(?P<year>\d+)(?:年(?:\([^()]{1,8}\))?|[/.-])(?P<month>\d+)[月/.-](?P<day>\d+)日?"
)


@dataclass(frozen=True)
class FrontMatter:
    """What is known before reading; empty strings where the file says nothing."""

    title: str = ""
    number: str = ""
    organisation: str = ""
    effective: date | None = None
    amended_by: str = ""
    abbreviations: tuple[str, ...] = ()


def split_front_matter(text: str, *, name: str) -> tuple[FrontMatter, str]:
    """The facts between two lines of ``---`` and the text after them. Raises ``UnreadableDate``."""
    block = _BLOCK.match(text)
    if block is None:
        return FrontMatter(), text
    facts = _facts(block["facts"])
    return _front_matter(facts, name=name), text[block.end() :]


def read_date(text: str) -> date | None:
    """A date written as ``2025-04-01``, 「2025年4月1日」, 「令和七年四月一日」 or ``R7.4.1``; ``None`` if it is none."""
    match = _DATE.fullmatch("".join(normalise(text).split()))
    if match is None:
        return None
    try:
        year = common_year(match["era"] or "", int(match["year"]))
        return date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _facts(lines: str) -> dict[str, list[str]]:
    facts: dict[str, list[str]] = {}
    key = ""
    for line in lines.split("\n"):
        if entry := _LIST_ENTRY.match(line):
            facts.setdefault(key, []).append(_plain(entry["value"]))
        elif fact := _FACT.match(line):
            key = fact["key"].lower()
            facts[key] = _values(fact["value"])
    return facts


def _values(written: str) -> list[str]:
    written = written.strip()
    if written.startswith("[") and written.endswith("]"):
        return [value for part in _SEPARATOR.split(written[1:-1]) if (value := _plain(part))]
    return [_plain(written)] if _plain(written) else []


def _plain(value: str) -> str:
    return value.strip().strip("\"'").strip()


def _front_matter(facts: dict[str, list[str]], *, name: str) -> FrontMatter:
    first = {key: values[0] for key, values in facts.items() if values}
    effective = first.get("effective", "")
    if effective and read_date(effective) is None:
        raise UnreadableDate(name=name, date=effective)
    return FrontMatter(
        title=first.get("title", ""),
        number=first.get("number", ""),
        organisation=first.get("organisation", ""),
        effective=read_date(effective),
        amended_by=first.get("amended_by", ""),
        abbreviations=tuple(facts.get("abbreviations", ())),
    )
