"""A file with a law to a regulation: its facts, its articles, and what could not be read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lxml import etree
from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]

from genkan.knowledge.errors import NoArticles
from genkan.knowledge.parse.errors import BrokenXml, EndsBeforeItBegins, EntitiesInXml, NotALaw
from genkan.knowledge.parse.identity import Revision, revision_in
from genkan.knowledge.parse.law.inline import inline
from genkan.knowledge.parse.law.provisions import Provisions
from genkan.knowledge.parse.regulation import DocumentKind, Regulation

_SEPARATOR = re.compile(r"[,、，]")
_ENDED = frozenset({"Repeal", "Expire", "LossOfEffectiveness"})
_IN_FORCE = frozenset({"None", "Suspend"})
# Windows writes characters under these names that the standards of these names have not got.
_SHIFT_JIS = re.compile(
    rb"""\s*<\?xml[^>]*encoding=["'](?:shift_jis|x-sjis|sjis|windows-31j|ms932|cp932)["']""", re.I
)
_LAW_ID = re.compile(r"[0-9A-Za-z_-]{1,60}")
_TOLD = (
    "abbrev",
    "amendment_enforcement_date",
    "amendment_law_num",
    "law_id",
    "law_revision_id",
    "repeal_date",
    "repeal_status",
)
_OMITTED = frozenset({"略", "（略）", "(略)", "［略］"})


@dataclass(frozen=True)
class LawFacts:
    """What the source of a law knows beside its text; empty where the text or the file name has to say it.

    ``states_end``: the source says whether the law has ended, so that no end means that it has not.
    """

    law_id: str = ""
    valid_from: date | None = None
    amended_by: str = ""
    abbreviations: tuple[str, ...] = ()
    ended: date | None = None
    states_end: bool = False


def read_law(content: bytes, *, name: str, facts: LawFacts | None = None) -> Regulation:
    """The law in an XML file: ``Law`` itself, or ``Law`` within an answer of the e-Gov law API.

    Raises ``BrokenXml``, ``EntitiesInXml``, ``NotALaw``, ``NoArticles`` or ``EndsBeforeItBegins``.
    """
    root = _root(content, name=name)
    law = root if root.tag == "Law" else next(root.iter("Law"), None)
    body = law.find("LawBody") if law is not None else None
    if law is None or body is None:
        raise NotALaw(name=name)
    articles = Provisions().read(body)
    if not articles:
        raise NoArticles(name=name)
    told = facts or _facts(root, named=revision_in(name))
    if told.ended and told.valid_from and told.ended < told.valid_from:
        raise EndsBeforeItBegins(name=name, ended=told.ended, begun=told.valid_from)
    title = body.find("LawTitle")
    number = law.findtext("LawNum") or ""
    return Regulation(
        title=(inline(title) if title is not None else "") or number or name,
        number=number.strip(),
        organisation="",
        valid_from=told.valid_from,
        abbreviations=told.abbreviations or _listed(title.get("Abbrev") if title is not None else ""),
        articles=articles,
        valid_until=told.ended,
        repealed=told.ended is not None,
        states_end=told.states_end,
        amended_by=told.amended_by,
        law_id=told.law_id,
        kind=DocumentKind.LAW,
        notes=tuple(_notes(body)),
    )


def _root(content: bytes, *, name: str) -> Element:
    """The tree, without ever reading what lies outside the file or replacing an entity."""
    text, encoding = _as_windows_writes(content)
    parser = etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenXml(name=name, line=getattr(error, "lineno", 0) or 0) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise EntitiesInXml(name=name)
    return root


def _as_windows_writes(content: bytes) -> tuple[bytes, str | None]:
    """What declares Shift_JIS and is CP932, in an encoding that has all its characters; everything else as it is."""
    if not _SHIFT_JIS.match(content):
        return content, None
    try:
        return content.decode("cp932").encode(), "utf-8"
    except UnicodeDecodeError:
        return content, None


def _facts(root: Element, *, named: Revision) -> LawFacts:
    """What an answer of the API says in ``revision_info``, and the name of the file where it says nothing."""
    told: dict[str, str] = {}
    for element in root.iter(*_TOLD):
        told.setdefault(str(element.tag), (element.text or "").strip())
    revision = revision_in(told.get("law_revision_id", ""))
    return LawFacts(
        law_id=given
        if _LAW_ID.fullmatch(given := told.get("law_id", ""))
        else revision.law_id or named.law_id,
        valid_from=_day(told.get("amendment_enforcement_date", ""))
        or revision.valid_from
        or named.valid_from,
        amended_by=told.get("amendment_law_num") or revision.amended_by or named.amended_by,
        abbreviations=_listed(told.get("abbrev")),
        ended=_day(told.get("repeal_date", "")) if told.get("repeal_status") in _ENDED else None,
        states_end=told.get("repeal_status") in _IN_FORCE,
    )


def _listed(written: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SEPARATOR.split(written or "") if part.strip())


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _notes(body: Element) -> Iterator[str]:
    pictures = sum(1 for _ in body.iter("Fig"))
    omitted = sum(inline(sentence) in _OMITTED for sentence in body.iter("Sentence"))
    if pictures:
        yield f"図{pictures}件は、文字の情報がないため読み込んでいません。"
    if omitted:
        yield f"原文で「略」とされている箇所が{omitted}件あります。"
