"""The laws as the product looks them up: in the index of a data folder into which the corpus was loaded."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from genkan.knowledge.citation import KnownRegulation
from genkan.knowledge.index.generations import Verified
from genkan.knowledge.index.opened import open_current
from genkan.knowledge.names.register import Register
from genkan.knowledge.resolving import known_in_index
from laws.corpus import CorpusLaw, LawShelves


class IndexedShelves(LawShelves):
    """Everything is read from the index; only what is planted (a repealed law, an article amended away) is put on top."""

    def __init__(self, laws: dict[str, CorpusLaw], *, data: Path, day: date) -> None:
        super().__init__(laws)
        opened = open_current(data / "index", verified=Verified())
        if opened is None:
            raise FileNotFoundError(data / "index")
        self._index = opened[1]
        self._day = day
        self.register = Register(self._index.documents.values())

    def known(self, text: str) -> tuple[KnownRegulation, ...]:
        """What a text names, as the pages look it up."""
        found = known_in_index(self._index, texts=[text], register=self.register, day=self._day)
        return tuple(map(self._as_planted, found))

    def _as_planted(self, known: KnownRegulation) -> KnownRegulation:
        articles = {
            number: tuple(
                replace(each, standing=self.ended.get((known.law_id, number), each.standing))
                for each in found
            )
            for number, found in known.articles.items()
        }
        return replace(known, articles=articles, standing=self.standings.get(known.law_id, known.standing))
