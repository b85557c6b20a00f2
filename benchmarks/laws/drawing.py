"""What is drawn from the laws for a sentence: a law, an article, a name, words, and what is wrong about them."""

import random
import re
from collections import Counter

from laws import spelling
from laws.corpus import CorpusArticle, CorpusLaw, LawShelves

_ALTERED = (
    ("しなければならない", "することができる"),
    ("することができる", "しなければならない"),
    ("できる", "できない"),
    ("以上", "未満"),
    ("以内", "以後"),
    ("以下", "以上"),
    ("及び", "又は"),
    ("又は", "及び"),
    ("内閣総理大臣", "都道府県知事"),
    ("大臣", "知事"),
)
_CUT = re.compile("[〇一二三四五六七八九十百千条項号]")
_UNSURE = re.compile(r"[「」『』（）()①-⑳<>\[\]]|[、。]$")
_SENTENCE = re.compile(r"[^、。\n]{6,}(?:、[^、。\n]{4,}){0,4}")
_NUMERAL = re.compile(r"(?<=[^第〇一二三四五六七八九十百千])[二三四五六七八九](?=[年月日人箇割回])")


class Drawing:
    """Draws from one seed; no law twice."""

    def __init__(self, shelves: LawShelves, *, seed: int) -> None:
        self.shelves = shelves
        self.draw = random.Random(seed)
        titles = [law.title for law in shelves.laws.values()]
        self._titles = frozenset(titles)
        counts = Counter(titles)
        usable = (law for law in shelves.laws.values() if counts[law.title] == 1 and _is_usable(law))
        self._laws = sorted(usable, key=lambda law: law.id)

    def law(self) -> CorpusLaw:
        """One that was not drawn before, so that no error touches another sentence."""
        return self._laws.pop(self.draw.randrange(len(self._laws)))

    def article(self, law: CorpusLaw) -> CorpusArticle:
        """One of its articles that has whole sentences."""
        return self.draw.choice([article for article in law.articles.values() if _is_plain(article)])

    def with_items(self) -> tuple[CorpusLaw, CorpusArticle]:
        """A law and one of its articles that is a single paragraph with items."""
        while True:
            law = self.law()
            listing = [each for each in law.articles.values() if _is_plain(each) and _is_one_paragraph(each)]
            if listing:
                return law, self.draw.choice(listing)

    def _named(self, law: CorpusLaw) -> str:
        """The name as people write it before an article."""
        return self.draw.choice(
            (
                law.title,
                law.title,
                f"「{law.title}」",
                f"{law.title}（{law.number}）",
                f"{law.title}の",
                f"**{law.title}**",
            )
        )

    def reference(self, law: CorpusLaw, number: str, *, inner: str = "") -> str:
        """The name and the number; ``inner`` is the paragraph and the item."""
        return self._named(law) + spelling.article(number, self.draw) + inner

    def quotable(self) -> tuple[CorpusLaw, CorpusArticle, str]:
        """A law, an article, and words that stand in it."""
        while True:
            law = self.law()
            article = self.article(law)
            pieces = [m.group() for m in _SENTENCE.finditer(article.text) if not _UNSURE.search(m.group())]
            fitting = [piece for piece in pieces if 14 <= len(piece) <= 70]
            if fitting:
                return law, article, self.draw.choice(fitting)

    def with_caption(self) -> tuple[CorpusLaw, CorpusArticle]:
        """A law and one of its articles that has a caption."""
        while True:
            law = self.law()
            captioned = [
                a for a in law.articles.values() if a.caption and is_caption(a.caption) and _is_plain(a)
            ]
            if len(captioned) > 3:
                return law, self.draw.choice(captioned)

    def deleted(self) -> tuple[CorpusLaw, CorpusArticle]:
        """An article in whose place nothing but 「削除」 stands."""
        while True:
            law = self.law()
            deleted = [article for article in law.articles.values() if article.text.strip() == "削除"]
            if deleted:
                return law, self.draw.choice(deleted)

    def missing(self, law: CorpusLaw) -> str:
        """A number that the law does not have: beyond its end, or a branch that is not there."""
        numbers = [int(number.split("_")[0]) for number in law.articles]
        while True:
            number = str(
                self.draw.choice((max(numbers) + self.draw.randint(1, 40), self.draw.choice(numbers)))
            )
            if number in law.articles:
                number += f"_{self.draw.randint(2, 9)}"
            if number not in law.articles:
                return number

    def invented(self, law: CorpusLaw) -> str:
        """A title like that of a law, which no law bears."""
        while True:
            front = self.draw.choice(("特定", "新", "広域", "地域", "公共", "電子"))
            title = front + law.title.removeprefix("特定")
            if title not in self._titles:
                return title

    def alter(self, words: str) -> str:
        """Another number, another word, or words left out without a mark."""
        fitting = [(old, new) for old, new in _ALTERED if old in words]
        numeral = _NUMERAL.search(words)
        choice = self.draw.random()
        if numeral and choice < 0.5:
            other = self.draw.choice([n for n in "二三四五六七八九" if n != numeral.group()])
            return words[: numeral.start()] + other + words[numeral.end() :]
        if fitting and choice < 0.8:
            return words.replace(*self.draw.choice(fitting), 1)
        return "".join(self.halves(words))

    def halves(self, words: str) -> tuple[str, str]:
        """The words without some in the middle; no numeral is cut through."""
        for gap in range(2, len(words) // 2 - 2):
            before, behind = words[: len(words) // 2 - gap], words[len(words) // 2 + gap :]
            if not re.search(r"[第〇一二三四五六七八九十百千]$", before) and not _CUT.match(behind):
                return before, behind
        return words, ""


def _is_usable(law: CorpusLaw) -> bool:
    """Whether people would name it with an article: a title of moderate length, and articles with text."""
    named = 3 <= len(law.title) <= 45 and not re.search(r"[（）()「」0-9A-Z]|一部を改正|整備", law.title)
    return named and sum(map(_is_plain, law.articles.values())) >= 8


def is_caption(words: str) -> bool:
    """Whether words in brackets can be nothing but a caption."""
    return len(words) < 30 and not re.search(
        r"[第0-9０-９、（「]|[りるすいだた]$|[条項号]|改正|施行|準用", words
    )


def _is_plain(article: CorpusArticle) -> bool:
    return 30 <= len(article.text) <= 1500 and article.text.endswith("。")


def _is_one_paragraph(article: CorpusArticle) -> bool:
    """Whether all lines but the first are items: the first leads to them, and no other speaks of paragraphs."""
    first, *others = article.lines
    return len(others) > 2 and "次の各号" in first and not re.search("前項|[一二三]項", "".join(others))


def has_paragraphs(article: CorpusArticle) -> bool:
    """Whether its lines are its paragraphs: no items, no tables."""
    return all(line.endswith("。") for line in article.lines) and not re.search(
        "次に掲げる|次の|各号|左の", article.text
    )
