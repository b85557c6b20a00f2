"""Sentences with references to real laws, some of them wrong in a way that is known."""

from collections.abc import Callable, Iterator, Sequence

from genkan.knowledge.dating.versions import Standing
from laws import spelling
from laws.corpus import LawShelves
from laws.drawing import Drawing, has_paragraphs, is_caption
from laws.writing import Writing


class Planter:
    """Draws laws, articles and errors from one seed."""

    def __init__(self, shelves: LawShelves, *, seed: int) -> None:
        self._shelves = shelves
        self._drawing = Drawing(shelves, seed=seed)
        self._draw = self._drawing.draw

    def sentences(self, count: int) -> Iterator[Writing]:
        """Texts, each of one to four sentences: in about half of them something is wrong."""
        kinds: Sequence[Callable[[Writing], None]] = (
            self._right, self._right, self._quoted, self._quoted, self._listed, self._defined, self._captioned,
            self._same_article, self._omitting, self._no_article, self._no_law, self._other_law,
            self._other_article, self._altered, self._repealed, self._ended, self._not_yet, self._no_paragraph,
            self._no_item, self._deleted, self._wrong_in_list, self._wrong_after_same, self._wrong_definition,
            self._wrong_caption, self._wrong_number, self._item_as_paragraph, self._contract,
        )  # fmt: skip
        for number in range(count):
            writing = Writing()
            kinds[number % len(kinds)](writing)
            yield writing

    def _right(self, writing: Writing) -> None:
        law = self._drawing.law()
        article = self._drawing.article(law)
        paragraph = self._draw.randint(1, len(article.lines)) if has_paragraphs(article) else 0
        inner = spelling.paragraph(paragraph, self._draw) if paragraph and self._draw.random() < 0.6 else ""
        writing.plain(self._drawing.reference(law, article.article, inner=inner), self._draw)

    def _quoted(self, writing: Writing) -> None:
        law, article, words = self._drawing.quotable()
        writing.quote(self._drawing.reference(law, article.article), words, self._draw)

    def _omitting(self, writing: Writing) -> None:
        law, article, words = self._drawing.quotable()
        before, behind = self._drawing.halves(words)
        shown = before + self._draw.choice(("…", "（略）", "（中略）")) + behind
        writing.quote(self._drawing.reference(law, article.article), shown, self._draw)

    def _listed(self, writing: Writing) -> None:
        self._list(writing, wrong="")

    def _wrong_in_list(self, writing: Writing) -> None:
        self._list(writing, wrong="no article in a list")

    def _list(self, writing: Writing, *, wrong: str) -> None:
        law = self._drawing.law()
        first, second = self._drawing.article(law), self._drawing.article(law)
        writing.say("この件では、{}", self._drawing.reference(law, first.article))
        number = self._drawing.missing(law) if wrong else second.article
        writing.say("及び{}が問題となります。", spelling.article(number, self._draw), wrong=wrong)

    def _defined(self, writing: Writing) -> None:
        self._define(writing, wrong="")

    def _wrong_definition(self, writing: Writing) -> None:
        self._define(writing, wrong="no article by a short name")

    def _define(self, writing: Writing, *, wrong: str) -> None:
        law = self._drawing.law()
        first, second = self._drawing.article(law), self._drawing.article(law)
        named = f"{law.title}（{law.number}。以下「法」という。）"
        writing.plain(named + spelling.article(first.article, self._draw), self._draw)
        number = self._drawing.missing(law) if wrong else second.article
        writing.plain("法" + spelling.article(number, self._draw), self._draw, wrong=wrong)

    def _same_article(self, writing: Writing) -> None:
        self._chain(writing, wrong="")

    def _wrong_after_same(self, writing: Writing) -> None:
        self._chain(writing, wrong="no paragraph after 同条")

    def _chain(self, writing: Writing, *, wrong: str) -> None:
        """「○○法第12条」, then 「同条第2項」, then 「同法第14条」."""
        law = self._drawing.law()
        first, second = self._drawing.article(law), self._drawing.article(law)
        writing.plain(self._drawing.reference(law, first.article), self._draw)
        number = len(first.lines) + self._draw.randint(1, 6) if wrong else 1
        writing.say(
            "ただし、{}にも注意が必要です。", "同条" + spelling.paragraph(number, self._draw), wrong=wrong
        )
        writing.say("このほか、{}があります。", "同法" + spelling.article(second.article, self._draw))

    def _captioned(self, writing: Writing) -> None:
        law, article = self._drawing.with_caption()
        writing.plain(self._drawing.reference(law, article.article) + f"（{article.caption}）", self._draw)

    def _wrong_caption(self, writing: Writing) -> None:
        while True:
            law, article = self._drawing.with_caption()
            other = self._draw.choice([a for a in law.articles.values() if a.caption])
            unlike = (
                other.caption not in article.caption + article.text and article.caption not in other.caption
            )
            if unlike and is_caption(other.caption):
                break
        reference = self._drawing.reference(law, article.article) + f"（{other.caption}）"
        writing.plain(reference, self._draw, wrong="caption of another article")

    def _no_article(self, writing: Writing) -> None:
        law = self._drawing.law()
        writing.plain(
            self._drawing.reference(law, self._drawing.missing(law)), self._draw, wrong="no article"
        )

    def _no_law(self, writing: Writing) -> None:
        law = self._drawing.law()
        title = self._drawing.invented(law)
        reference = title + spelling.article(self._drawing.article(law).article, self._draw)
        writing.plain(reference, self._draw, wrong="no law")

    def _other_law(self, writing: Writing) -> None:
        while True:
            _, article, words = self._drawing.quotable()
            other = self._drawing.law()
            there = other.articles.get(article.article)
            if there is not None and words not in there.text:
                break
        writing.quote(
            self._drawing.reference(other, article.article),
            words,
            self._draw,
            wrong="quoted from another law",
        )

    def _other_article(self, writing: Writing) -> None:
        while True:
            law, article, words = self._drawing.quotable()
            other = self._drawing.article(law)
            if other.article != article.article and words not in other.text:
                break
        writing.quote(
            self._drawing.reference(law, other.article),
            words,
            self._draw,
            wrong="quoted from another article",
        )

    def _altered(self, writing: Writing) -> None:
        while True:
            law, article, words = self._drawing.quotable()
            altered = self._drawing.alter(words)
            if altered != words and altered not in article.text:
                break
        writing.quote(
            self._drawing.reference(law, article.article), altered, self._draw, wrong="altered quotation"
        )

    def _repealed(self, writing: Writing) -> None:
        law = self._drawing.law()
        article = self._drawing.article(law)
        self._shelves.standings[law.id] = Standing.REPEALED
        writing.plain(self._drawing.reference(law, article.article), self._draw, wrong="repealed law")

    def _not_yet(self, writing: Writing) -> None:
        law = self._drawing.law()
        article = self._drawing.article(law)
        self._shelves.standings[law.id] = Standing.NOT_YET
        writing.plain(self._drawing.reference(law, article.article), self._draw, wrong="law not yet in force")

    def _ended(self, writing: Writing) -> None:
        law = self._drawing.law()
        article = self._drawing.article(law)
        self._shelves.ended[law.id, article.article] = Standing.ENDED
        writing.plain(self._drawing.reference(law, article.article), self._draw, wrong="article amended away")

    def _deleted(self, writing: Writing) -> None:
        law, article = self._drawing.deleted()
        writing.plain(self._drawing.reference(law, article.article), self._draw, wrong="deleted article")

    def _no_paragraph(self, writing: Writing) -> None:
        law = self._drawing.law()
        article = self._drawing.article(law)
        inner = spelling.paragraph(len(article.lines) + self._draw.randint(1, 5), self._draw)
        writing.plain(
            self._drawing.reference(law, article.article, inner=inner), self._draw, wrong="no paragraph"
        )

    def _no_item(self, writing: Writing) -> None:
        law = self._drawing.law()
        article = self._drawing.article(law)
        inner = "第1項" + spelling.item(len(article.lines) + self._draw.randint(1, 9), self._draw)
        writing.plain(self._drawing.reference(law, article.article, inner=inner), self._draw, wrong="no item")

    def _item_as_paragraph(self, writing: Writing) -> None:
        """A paragraph that is not there, of an article that has as many lines."""
        law, article = self._drawing.with_items()
        inner = spelling.paragraph(self._draw.randint(2, len(article.lines)), self._draw)
        reference = self._drawing.reference(law, article.article, inner=inner)
        writing.plain(reference, self._draw, wrong="an item counted as a paragraph")

    def _contract(self, writing: Writing) -> None:
        """An article of a contract beside a law that has one of that number."""
        law = self._drawing.law()
        article = self._drawing.article(law)
        noun = self._draw.choice(("契約書", "約款", "別紙", "総則", "協定書"))
        contract = noun + spelling.article(article.article, self._draw)
        writing.say("{}及び担当課の内規を確認します。", contract, wrong="article of a contract")
        writing.plain(self._drawing.reference(law, article.article), self._draw)

    def _wrong_number(self, writing: Writing) -> None:
        law, other = self._drawing.law(), self._drawing.law()
        number = spelling.article(self._drawing.article(law).article, self._draw)
        reference = f"{law.title}（{other.number}）{number}"
        writing.plain(
            reference, self._draw, wrong="" if other.number == law.number else "number of another law"
        )
