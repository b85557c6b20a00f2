"""What a reference in words leads to on the shelves: an article that is there, or what is missing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from genkan.knowledge.citation.known import KnownArticle, KnownRegulation
from genkan.knowledge.citation.provisions import Presence, provision_in
from genkan.knowledge.citation.quotation import flatten
from genkan.knowledge.citation.verdict import Explanation, Verdict
from genkan.knowledge.dating.versions import Standing
from genkan.knowledge.names.abbreviations import official_title
from genkan.knowledge.question.references import Reference, label_of

_LAW_NUMBER = re.compile(
    r"[（(]\s*(?P<number>(?:明治|大正|昭和|平成|令和)[^（）()、。]{1,12}?年[^（）()、。]{1,60}?第[^（）()、。]{1,12}?号)"
)
_CAPTION = re.compile(r"[（(](?P<caption>[^（）()]{2,40})[）)]")
_NO_CAPTION = re.compile(
    r"[0-9０-９。、：:「」『』\[\]]|第|以下|除く|限る|含む|準用|参照|[りるすいだた]$|[条項号]|本文|ただし書|[前後]段|改正|施行"
)


@dataclass(frozen=True)
class Resolution:
    """What became of a reference; ``articles`` are what stands under its number and holds its paragraph and item."""

    verdict: Verdict
    explanation: Explanation
    details: Mapping[str, str] = field(default_factory=dict[str, str])
    law: KnownRegulation | None = None
    articles: tuple[KnownArticle, ...] = ()


def resolve(
    reference: Reference, laws: Sequence[KnownRegulation], *, written: str, behind: str
) -> Resolution:
    """Look a reference up in what its name may mean; ``written`` are its words, ``behind`` the text after it."""
    if len(laws) > 1:
        return _several(reference, laws)
    if not laws:
        return _not_there(reference.title or written)
    law = laws[0]
    if law.standing is not Standing.IN_FORCE:
        return _not_in_force(law)
    number = _LAW_NUMBER.search(written)
    if number and law.number and flatten(number["number"]) != flatten(law.number):
        details = {"title": law.title, "number": law.number, "written": number["number"]}
        return Resolution(Verdict.NO_SUCH_LAW, Explanation.NUMBER_DIFFERS, details, law)
    return _within(law, reference, behind)


def _not_there(title: str) -> Resolution:
    """A law that is known elsewhere is merely not loaded; of any other name no more can be said."""
    official = official_title(title)
    if official:
        return _failed(Verdict.NOT_LOADED, Explanation.LAW_NOT_LOADED, title=title, official=official)
    return _failed(Verdict.NO_SUCH_LAW, Explanation.NO_SUCH_LAW, title=title)


def _several(reference: Reference, laws: Sequence[KnownRegulation]) -> Resolution:
    titles = "、".join(f"{law.title}（{law.number}）" if law.number else law.title for law in laws)
    return _failed(Verdict.AMBIGUOUS, Explanation.SEVERAL_LAWS, title=reference.title or "", titles=titles)


def _not_in_force(law: KnownRegulation) -> Resolution:
    not_yet = law.standing is Standing.NOT_YET
    explanation = Explanation.LAW_NOT_YET if not_yet else Explanation.LAW_REPEALED
    return Resolution(Verdict.NOT_IN_FORCE, explanation, {"title": law.title}, law)


def _within(law: KnownRegulation, reference: Reference, behind: str) -> Resolution:
    """The article, its paragraph and item, and where the reference gives it, its caption."""
    found = law.articles.get(reference.key, ())
    details = {"title": law.title, "reference": label_of(reference)}
    if not found:
        return Resolution(Verdict.NO_SUCH_ARTICLE, Explanation.NO_SUCH_ARTICLE, details, law)
    in_force = [one for one in found if one.standing is Standing.IN_FORCE]
    if not in_force or all(one.is_deleted for one in in_force):
        return Resolution(Verdict.NOT_IN_FORCE, _why_not_in_force(found), details, law, tuple(found))
    presence = {one: _presence(one, reference) for one in in_force}
    holding = [one for one in in_force if presence[one] is Presence.THERE]
    possible = [one for one in in_force if presence[one] is not Presence.MISSING]
    if possible:
        captioned = _captioned(law, holding or possible, behind)
        return captioned if holding or captioned.verdict.is_failure else _not_known(law, reference, possible)
    details = {"label": law.title + in_force[0].label, "reference": label_of(reference, only_within=True)}
    return Resolution(Verdict.NO_SUCH_PROVISION, Explanation.NO_SUCH_PROVISION, details, law, tuple(in_force))


def _not_known(law: KnownRegulation, reference: Reference, articles: Sequence[KnownArticle]) -> Resolution:
    """The article is there; which of its lines is the paragraph, its text does not say."""
    details = {"label": law.title + articles[0].label, "reference": label_of(reference, only_within=True)}
    return Resolution(Verdict.NOT_KNOWN, Explanation.PROVISION_NOT_KNOWN, details, law, tuple(articles))


def _why_not_in_force(found: Sequence[KnownArticle]) -> Explanation:
    if any(one.is_deleted for one in found):
        return Explanation.ARTICLE_DELETED
    not_yet = all(one.standing is Standing.NOT_YET for one in found)
    return Explanation.ARTICLE_NOT_YET if not_yet else Explanation.ARTICLE_ENDED


def _presence(article: KnownArticle, reference: Reference) -> Presence:
    return provision_in(
        article.text,
        paragraph=reference.paragraph,
        item=reference.item,
        is_numbered=article.is_numbered,
    )


def _captioned(law: KnownRegulation, articles: Sequence[KnownArticle], behind: str) -> Resolution:
    """「第五条（未成年者の法律行為）」 must bear that caption; other words in brackets are none."""
    written = _CAPTION.match(behind)
    captions = [article.caption for article in articles if article.caption]
    if written and captions and not _NO_CAPTION.search(written["caption"]):
        shown = flatten(written["caption"])
        if not any(_alike(shown, flatten(one.caption), flatten(one.text)) for one in articles):
            details = {
                "reference": law.title + articles[0].label,
                "caption": captions[0],
                "written": written["caption"],
            }
            return Resolution(
                Verdict.QUOTATION_DIFFERS, Explanation.CAPTION_DIFFERS, details, law, tuple(articles)
            )
    details = {"title": law.title, "label": articles[0].label}
    return Resolution(Verdict.VERIFIED, Explanation.VERIFIED, details, law, tuple(articles))


def _alike(shown: str, caption: str, text: str) -> bool:
    """Whether words in brackets are the caption, a part of it, or words of the text."""
    return shown in caption or bool(caption and caption in shown) or shown in text


def _failed(verdict: Verdict, explanation: Explanation, **details: str) -> Resolution:
    return Resolution(verdict, explanation, details)
