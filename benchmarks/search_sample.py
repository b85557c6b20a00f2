"""Scores the search over the sample regulations, beside a plain baseline built in the same run.

    uv run python benchmarks/search_sample.py [--misses]

Two sets of questions in everyday words are asked over all sample regulations: those of the sample
(``knowledge/sample/questions.toml``) and those kept aside (``search_sample_aside.toml``). Shown are hit@1, hit@5 and the mean reciprocal rank (MRR, first ten) with 95 % bootstrap intervals over questions (10,000 resamples, seed 20261122),
and the CPU time of a query. Three ways are compared:

* ``library``: the search as staff use it;
* ``without everyday words``: the same with no entry of ``synonyms.toml``. That list was written for office work in
  general, but by people who had read the questions of the sample, so its gain there is more than one may expect
  elsewhere; the questions kept aside say how much;
* ``bigrams, BM25``: character pairs of whole articles, ranked by BM25 (k1 1.2, b 0.75), written out below.

The last line is one JSON object with all figures.
"""

import argparse
import asyncio
import json
import math
import os
import platform
import random
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from genkan.governance import Ledger, Organisation, OrganisationKind
from genkan.governance.store import people
from genkan.jobs import Queue
from genkan.kit import new_id, system_clock
from genkan.knowledge import Collection, Library, Loader, SampleQuestion, load_sample, sample_questions
from genkan.storage import Database, metadata

SEED = 20261122
RESAMPLES = 10_000
DEPTH = 10
ASIDE = Path(__file__).with_name("search_sample_aside.toml")
Found = tuple[str, str]
Search = Callable[[str], Awaitable[Sequence[Found]]]


@dataclass(frozen=True)
class Interval:
    """A mean with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True)
class Score:
    """One way to search, scored."""

    name: str
    hit_1: Interval
    hit_5: Interval
    mrr: Interval
    cpu_ms_median: float
    cpu_ms_p99: float


class Baseline:
    """BM25 over the character pairs of whole articles, title and caption included."""

    def __init__(self, articles: Sequence[tuple[Found, str]]) -> None:
        self._found = [found for found, _ in articles]
        self._counts = [Counter(_pairs(text)) for _, text in articles]
        self._lengths = [sum(counts.values()) for counts in self._counts]
        self._mean_length = sum(self._lengths) / len(self._lengths)
        self._holders = Counter(pair for counts in self._counts for pair in counts)

    async def search(self, question: str) -> list[Found]:
        """The best articles."""
        scores = [self._score(_pairs(question), number) for number in range(len(self._found))]
        best = sorted(range(len(scores)), key=lambda number: -scores[number])
        return [self._found[number] for number in best[:DEPTH]]

    def _score(self, pairs: Sequence[str], number: int) -> float:
        norm = 1.2 * (1 - 0.75 + 0.75 * self._lengths[number] / self._mean_length)
        counts = self._counts[number]
        return sum(
            self._weight(pair) * counts[pair] * 2.2 / (counts[pair] + norm) for pair in pairs if counts[pair]
        )

    def _weight(self, pair: str) -> float:
        holders = self._holders[pair]
        return math.log(1 + (len(self._found) - holders + 0.5) / (holders + 0.5))


def _pairs(text: str) -> list[str]:
    return [text[place : place + 2] for place in range(len(text) - 1)]


async def score(name: str, search: Search, questions: Sequence[SampleQuestion], *, misses: bool) -> Score:
    """Ask every question once; the first is asked once more beforehand, to read what is read only once."""
    await search(questions[0].question)
    ranks: list[int | None] = []
    times: list[float] = []
    for question in questions:
        started = time.process_time()
        found = list(await search(question.question))
        times.append((time.process_time() - started) * 1000)
        gold = (question.regulation, question.article)
        ranks.append(found.index(gold) + 1 if gold in found else None)
        if misses and (ranks[-1] or DEPTH) > 5:
            print(f"  {name}: rank {ranks[-1]}: {question.question} → {gold[0]} {gold[1]}")
    return Score(
        name=name,
        hit_1=interval([float(rank == 1) for rank in ranks]),
        hit_5=interval([float(rank is not None and rank <= 5) for rank in ranks]),
        mrr=interval([1 / rank if rank else 0.0 for rank in ranks]),
        cpu_ms_median=round(sorted(times)[len(times) // 2], 2),
        cpu_ms_p99=round(sorted(times)[min(len(times) - 1, int(len(times) * 0.99))], 2),
    )


def interval(values: Sequence[float]) -> Interval:
    """The mean and the middle 95 % of its resamples."""
    draw = random.Random(SEED)
    means = sorted(sum(draw.choices(values, k=len(values))) / len(values) for _ in range(RESAMPLES))
    low, high = means[int(RESAMPLES * 0.025)], means[int(RESAMPLES * 0.975)]
    return Interval(round(sum(values) / len(values), 4), round(low, 4), round(high, 4))


async def open_library(folder: Path) -> tuple[Database, Library, tuple[Collection, ...]]:
    """A fresh library with the sample in it."""
    database = Database(f"sqlite+aiosqlite:///{folder / 'benchmark.sqlite3'}")
    async with database.write() as connection:
        await connection.run_sync(metadata.create_all)
        now = datetime.now(UTC)
        ministry = Organisation(new_id(system_clock), "例示省", OrganisationKind.MINISTRY, None)
        city = Organisation(new_id(system_clock), "例示市", OrganisationKind.CITY, None)
        for organisation in (ministry, city):
            await people.add_organisation(connection, organisation, now=now)
    library = Library(database, system_clock, folder / "index")
    ledger = Ledger(database, system_clock, None)
    loader = Loader(database, clock=system_clock, ledger=ledger, queue=Queue(system_clock))
    await load_sample(database, library=library, loader=loader, ministry_id=ministry.id, city_id=city.id)
    await library.start()
    async with database.read() as connection:
        collections = await library.readable_collections(connection, ministry.id)
    return database, library, collections


async def baseline_of(database: Database, library: Library, collections: Sequence[Collection]) -> Baseline:
    """The baseline over the same articles."""
    articles: list[tuple[Found, str]] = []
    async with database.read() as connection:
        for document in await library.documents(connection, collections=collections):
            contents = await library.contents(connection, document_id=document.id, collections=collections)
            for entry in contents.entries:
                page = await library.article(
                    connection, document_id=document.id, anchor=entry.anchor, collections=collections
                )
                text = f"{document.title}{entry.caption}{page.article.text}"
                articles.append(((document.title, entry.anchor), text))
    return Baseline(articles)


def searcher(library: Library, collections: Sequence[Collection]) -> Search:
    """The library's search as (title, anchor) pairs."""

    async def search(question: str) -> list[Found]:
        result = await library.search(question, collections=collections, limit=DEPTH)
        return [(hit.law_title, hit.anchor.rsplit("/", 1)[-1]) for hit in result.hits]

    return search


async def measure(*, misses: bool) -> dict[str, list[Score]]:
    """All ways over both sets of questions."""
    with tempfile.TemporaryDirectory() as name:
        database, library, collections = await open_library(Path(name))
        plain = Library(database, system_clock, Path(name) / "index", everyday_words=())
        baseline = await baseline_of(database, library, collections)
        ways: dict[str, Search] = {
            "library": searcher(library, collections),
            "without everyday words": searcher(plain, collections),
            "bigrams, BM25": baseline.search,
        }
        scores = {
            title: [
                await score(way, search, questions, misses=misses and way == "library")
                for way, search in ways.items()
            ]
            for title, questions in question_sets().items()
        }
        for one in (library, plain):
            await one.stop()
        await database.close()
    return scores


def question_sets() -> dict[str, tuple[SampleQuestion, ...]]:
    """The questions by where they come from."""
    aside = tomllib.loads(ASIDE.read_text(encoding="utf-8"))["question"]
    return {
        "questions of the sample": sample_questions(),
        "questions kept aside": msgspec.convert(aside, tuple[SampleQuestion, ...]),
    }


def show(scores: Mapping[str, Sequence[Score]]) -> None:
    """A table for each set, then all figures as JSON."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for title, rows in scores.items():
        print(f"\n{len(question_sets()[title])} {title}")
        print(f"{'':24}{'hit@1':24}{'hit@5':24}{'MRR@10':24}CPU ms median / p99")
        for one in rows:
            figures = f"{one.hit_1!s:24}{one.hit_5!s:24}{one.mrr!s:24}"
            print(f"{one.name:24}{figures}{one.cpu_ms_median} / {one.cpu_ms_p99}")
    figures = {title: [asdict(one) for one in rows] for title, rows in scores.items()}
    print()
    print(json.dumps({"benchmark": "search_sample", "seed": SEED, "scores": figures}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--misses", action="store_true", help="print questions not answered among the first five"
    )
    show(asyncio.run(measure(misses=parser.parse_args().misses)))
