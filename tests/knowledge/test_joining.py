"""The graph of citations after any updates is what it would be from the beginning."""

import random

import msgspec
import pytest

from genkan.knowledge.index import IndexedDocument, IndexedVersion, joining
from genkan.knowledge.index.graph import Graph
from genkan.knowledge.index.joining import Part, join
from genkan.knowledge.index.links import Definition, Link
from genkan.knowledge.names.names import name_key
from genkan.knowledge.parse import DocumentKind


def document(number: int, *, first: int, articles: int) -> IndexedDocument:
    """A law with so many articles from this ordinal on."""
    version = IndexedVersion(f"v{number}", None, None, repealed=False)
    return IndexedDocument(
        id=f"d{number:03}",
        collection_id="c",
        title=f"第{number}番目の法律",
        number="",
        issuer="",
        abbreviations=("二つの法律が持つ略称法",) if number in (3, 4) else (),
        kind=DocumentKind.LAW,
        law_id="",
        revision=1,
        versions=(version,),
        articles=articles,
        first=first,
    )


class Corpus:
    """Documents that come, change and go, with the file that is joined each time from the one before."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.documents: dict[int, IndexedDocument] = {}
        self.parts: dict[str, bytes] = {}
        self.next_ordinal = 0
        self.file = b""

    def update(self, *numbers: int) -> None:
        """Put in documents, new ones or changed ones, and take one out now and then."""
        for number in numbers:
            self._put(number)
        if self.random.random() < 0.3 and len(self.documents) > 5:
            gone = self.documents.pop(self.random.choice(list(self.documents)))
            self.parts.pop(gone.id)
        changed = {f"d{number:03}" for number in numbers} & self.parts.keys()
        self.file = join(
            self.file, changed={each: self.parts[each] for each in changed}, documents=self._present()
        )

    def from_the_beginning(self) -> bytes:
        """The file that a new build would make."""
        return join(b"", changed=self.parts, documents=self._present())

    def _present(self) -> list[IndexedDocument]:
        present = list(self.documents.values())
        self.random.shuffle(present)
        return present

    def _put(self, number: int) -> None:
        articles = self.random.randint(1, 6)
        self.documents[number] = document(number, first=self.next_ordinal, articles=articles)
        self.next_ordinal += articles
        names = [name_key(f"第{other}番目の法律") for other in range(30)] + [
            name_key("二つの法律が持つ略称法")
        ]
        links = {
            place: tuple(
                Link(self.random.choice(names), str(self.random.randint(1, 7)))
                for _ in range(self.random.randint(1, 3))
            )
            for place in range(articles)
            if self.random.random() < 0.7
        }
        part = Part(
            anchors=tuple(str(place + 1) for place in range(articles)),
            supplements=(articles - 1,) if articles > 4 else (),
            links=links,
            parent=self.random.choice([*names, ""]),
            definitions=(Definition("短縮法", self.random.choice(names)),) if articles > 3 else (),
        )
        self.parts[f"d{number:03}"] = msgspec.msgpack.encode(part)


@pytest.mark.parametrize("few", [0, 5, 100])
@pytest.mark.parametrize("seed", range(5))
def test_joining_anew_and_going_on_give_the_same(
    seed: int, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "_FEW", few)
    corpus = Corpus(seed)
    corpus.update(*range(20))
    for _ in range(30):
        corpus.update(*corpus.random.sample(range(30), corpus.random.randint(1, 3)))
        assert msgspec.msgpack.decode(corpus.file) == msgspec.msgpack.decode(corpus.from_the_beginning())


def test_links_are_followed_in_both_directions() -> None:
    corpus = Corpus(1)
    corpus.update(*range(20))
    corpus.update(3)
    graph = Graph(corpus.file)
    forwards = {(one, two) for one in range(corpus.next_ordinal) for two in graph.cites(one)}
    backwards = {(one, two) for two in range(corpus.next_ordinal) for one in graph.cited_by(two)}
    assert forwards == backwards
    assert forwards
