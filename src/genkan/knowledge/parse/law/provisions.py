"""The provisions of a law to articles: main provisions, supplementary provisions, annexes and forms."""

import re
from collections import Counter
from dataclasses import dataclass

from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]

from genkan.knowledge.parse.captions import with_common_captions
from genkan.knowledge.parse.deleted import DELETED
from genkan.knowledge.parse.law.blocks import ITEMS, joined, lines
from genkan.knowledge.parse.law.inline import inline
from genkan.knowledge.parse.regulation import Article, ArticleKind, Item, Paragraph

STRUCTURES = frozenset({"Part", "Chapter", "Section", "Subsection", "Division"})
_ANNEXES = {
    "AppdxTable": ("t", "別表", ArticleKind.ANNEX),
    "AppdxNote": ("n", "別記", ArticleKind.ANNEX),
    "AppdxStyle": ("y", "様式", ArticleKind.FORM),
    "AppdxFormat": ("y", "書式", ArticleKind.FORM),
    "AppdxFig": ("g", "別図", ArticleKind.ANNEX),
    "Appdx": ("a", "付録", ArticleKind.ANNEX),
}
_PICTURE = "［図］"
_NUMBER = re.compile(r"[0-9_]{1,60}")


@dataclass(frozen=True)
class _Place:
    """Where provisions stand: the headings above, and the prefix of their anchors and labels."""

    headings: tuple[str, ...] = ()
    anchor: str = ""
    label: str = ""
    kind: ArticleKind = ArticleKind.ARTICLE
    loose: tuple[str, str] = ("main", "本則")

    def below(self, heading: str) -> "_Place":
        return _Place((*self.headings, heading), self.anchor, self.label, self.kind, self.loose)


class Provisions:
    """Reads the body of a law in its order and keeps the articles."""

    def __init__(self) -> None:
        self._articles: list[Article] = []
        self._uses: Counter[str] = Counter()
        self._supplements = 0
        self._sections = 0

    def read(self, body: Element) -> tuple[Article, ...]:
        """All that stands in ``LawBody`` but its title and its table of contents."""
        for part in body:
            if part.tag in {"LawTitle", "TOC"}:
                continue
            self._read_part(part)
        return tuple(with_common_captions(self._articles))

    def _read_part(self, part: Element) -> None:
        tag = str(part.tag)
        if tag == "EnactStatement":
            self._add("enact", "制定文", lines(part), kind=ArticleKind.PREAMBLE)
        elif tag == "Preamble":
            self._keep("h0", "前文", "", (), _paragraphs(part), ArticleKind.PREAMBLE)
        elif tag == "SupplProvision":
            self._supplement(part)
        elif _is_annex(tag):
            self._annex(part, _Place())
        else:
            self._provisions(part, _Place())

    def _supplement(self, part: Element) -> None:
        self._supplements += 1
        label = "附則" + (f"（{number}）" if (number := part.get("AmendLawNum") or "") else "")
        heading = label + ("抄" if part.get("Extract") == "true" else "")
        anchor = f"s{self._supplements}"
        place = _Place((heading,), f"{anchor}-", label, ArticleKind.SUPPLEMENT, (anchor, label))
        self._provisions(part, place)

    def _provisions(self, holder: Element, place: _Place) -> None:
        loose: list[Paragraph] = []
        for child in holder:
            tag = str(child.tag)
            if tag == "Paragraph":
                loose.append(_paragraph(child, default=len(loose) + 1))
            elif tag in STRUCTURES:
                self._structure(child, place)
            elif tag == "Article":
                self._article(child, place)
            elif _is_annex(tag):
                self._annex(child, place)
            elif not tag.endswith(("Title", "Label")):
                loose.append(Paragraph(len(loose) + 1, joined(lines(child))))
        kind = ArticleKind.SUPPLEMENT if place.anchor else ArticleKind.PARAGRAPHS
        self._keep(*place.loose, "", place.headings if not place.anchor else (), tuple(loose), kind)

    def _structure(self, element: Element, place: _Place) -> None:
        heading = next((inline(child) for child in element if str(child.tag).endswith("Title")), "")
        if next(element.iter("Article", "Paragraph"), None) is not None:
            self._provisions(element, place.below(heading))
        else:
            self._sections += 1
            self._add(
                f"h{self._sections}",
                heading,
                lines(element),
                headings=place.headings,
                kind=ArticleKind.SECTION,
            )

    def _article(self, element: Element, place: _Place) -> None:
        title = inline(found) if (found := element.find("ArticleTitle")) is not None else ""
        caption = inline(found) if (found := element.find("ArticleCaption")) is not None else ""
        number = _number(element, default=f"x{len(self._articles) + 1}")
        paragraphs = _paragraphs(element)
        if element.get("Delete") == "true" and not any(each.text or each.items for each in paragraphs):
            paragraphs = (Paragraph(1, DELETED),)
        label = place.label + (title or f"第{number}条")
        self._keep(place.anchor + number, label, _bare(caption), place.headings, paragraphs, place.kind)

    def _annex(self, element: Element, place: _Place) -> None:
        tag = str(element.tag)
        letter, name, kind = _ANNEXES[tag.removeprefix("SupplProvision")]
        title, related, text, items = name, "", list[str](), list[Item]()
        for child in element:
            if child.tag in {f"{tag}Title", "ArithFormulaNum"}:
                title = inline(child) or title
            elif child.tag == "RelatedArticleNum":
                related = inline(child)
            elif child.tag in ITEMS:
                items.append(_item(child))
            elif items:
                items.append(Item("", joined(lines(child))))
            else:
                text += lines(child)
        paragraph = Paragraph(1, joined(text) or ("" if items else _PICTURE), tuple(items))
        number = _number(element, default=str(self._uses[f"annex {letter}"] + 1))
        self._uses[f"annex {letter}"] += 1
        self._keep(
            f"{place.anchor}{letter}{number}",
            place.label + title,
            _bare(related),
            place.headings,
            (paragraph,),
            kind,
        )

    def _add(
        self, anchor: str, label: str, text: list[str], *, kind: ArticleKind, headings: tuple[str, ...] = ()
    ) -> None:
        self._keep(anchor, label, "", headings, (Paragraph(1, joined(text)),), kind)

    def _keep(
        self,
        anchor: str,
        label: str,
        caption: str,
        headings: tuple[str, ...],
        paragraphs: tuple[Paragraph, ...],
        kind: ArticleKind,
    ) -> None:
        if any(paragraph.text or paragraph.items for paragraph in paragraphs):
            above = tuple(heading for heading in headings if heading)
            self._articles.append(Article(self._free(anchor), label, caption, above, paragraphs, kind))

    def _free(self, anchor: str) -> str:
        """The anchor itself, or ``12-r2`` for the second article 12 of one law."""
        self._uses[anchor] += 1
        return anchor if self._uses[anchor] == 1 else f"{anchor}-r{self._uses[anchor]}"


def _is_annex(tag: str) -> bool:
    return tag.removeprefix("SupplProvision") in _ANNEXES


def _number(element: Element, *, default: str) -> str:
    """The first number that the source gives, where it is one that can name a place."""
    number = (element.get("Num") or "").split(":")[0]
    return number if _NUMBER.fullmatch(number) else default


def _bare(caption: str) -> str:
    """「定義」 for 「（定義）」."""
    inner = caption.strip("　 ")
    return inner[1:-1] if inner[:1] in {"（", "("} and inner[-1:] in {"）", ")"} else inner


def _paragraphs(holder: Element) -> tuple[Paragraph, ...]:
    """The paragraphs of an article; what else stands in it follows the last one."""
    found: list[Paragraph] = []
    for child in holder:
        if child.tag == "Paragraph":
            found.append(_paragraph(child, default=len(found) + 1))
        elif child.tag not in {"ArticleTitle", "ArticleCaption"} and (text := joined(lines(child))):
            last = found.pop() if found else Paragraph(1, "")
            found.append(Paragraph(last.number, last.text, (*last.items, Item("", text))))
    return tuple(found)


def _paragraph(element: Element, *, default: int) -> Paragraph:
    number = (element.get("Num") or "").split("_")[0]
    text, items = _content(element, number_tag="ParagraphNum")
    return Paragraph(int(number) if number.isdecimal() else default, text, items)


def _item(element: Element) -> Item:
    title = next((inline(child) for child in element if str(child.tag).endswith("Title")), "")
    text, items = _content(element, number_tag=f"{element.tag}Title")
    return Item(title, text, items)


def _content(element: Element, *, number_tag: str) -> tuple[str, tuple[Item, ...]]:
    """The text before the first item, and the items; what follows an item stands behind it without a number."""
    text, items = list[str](), list[Item]()
    for child in element:
        if child.tag == number_tag:
            continue
        if child.tag in ITEMS:
            items.append(_item(child))
        elif items:
            items += [Item("", below)] if (below := joined(lines(child))) else []
        else:
            text += lines(child)
    return joined(text), tuple(items)
