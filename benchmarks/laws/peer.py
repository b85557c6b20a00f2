"""What a plain regular expression finds: an article number behind the title of a law, and whether it exists."""

import re

from genkan.knowledge.text.numerals import number_of
from laws.corpus import CorpusLaw

_ARTICLE = re.compile(
    r"第([0-9０-９〇一二三四五六七八九十百千]+)条(?:の([0-9０-９〇一二三四五六七八九十百千]+))?"
)
_BETWEEN = re.compile(r"[」*の]*(?:（[^（）]*）)?$")
_LONGEST_TITLE = 60


class PlainCheck:
    """「第N条」 right behind a title: an error where the law has no such article, and nothing else."""

    def __init__(self, laws: dict[str, CorpusLaw]) -> None:
        self._laws = {law.title: law for law in laws.values()}

    def wrong(self, text: str) -> list[tuple[int, int]]:
        """The places of articles that do not exist."""
        return [match.span() for match in _ARTICLE.finditer(text) if self._is_missing(text, match)]

    def _is_missing(self, text: str, match: re.Match[str]) -> bool:
        between = _BETWEEN.search(text, 0, match.start())
        end = between.start() if between else match.start()
        for length in range(_LONGEST_TITLE, 1, -1):
            law = self._laws.get(text[max(0, end - length) : end])
            if law is not None:
                return "_".join(str(number_of(part)) for part in match.groups() if part) not in law.articles
        return False
