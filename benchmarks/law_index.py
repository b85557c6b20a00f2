"""What the index of all the laws costs: loading, building, its size, an update of one law, a process that searches.

    uv run python benchmarks/law_index.py [--laws N] [--keep FOLDER]

Everything goes through the product's own loader and library in a data folder of its own. ``--laws`` takes only the
first laws of the corpus, ``--keep`` names a data folder that stays. Processor time includes the processes that the
build starts. An update is timed from before the changed law is loaded until another library, which had the index open
before, finds its new words. The peer, built in the same run, is BM25 over pairs of characters of whole articles: one
field, without text, versions, permissions or updates. Where the corpus is absent, nothing is measured and the reason
is said.
"""

import argparse
import asyncio
import json
import lzma
import os
import tempfile
import time
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from statistics import median

import msgspec
from laws.baselines import Baseline, pairs_of
from laws.corpus import CorpusArticle, data_folder, read_articles
from laws.load import many_at_once
from laws.opening import Laws, loader_of, open_laws, processor_seconds

from genkan.evaluation import read_questions
from genkan.kit import system_clock
from genkan.knowledge import Library

ROUNDS = 5
SHARES = (0.5, 0.95, 1.0)
Figures = dict[str, object]


async def measure(folder: Path, corpus: Path, questions: Sequence[str]) -> Figures:
    """Everything but the peer."""
    async with open_laws(folder, corpus) as laws:
        figures: Figures = {
            "load_seconds": laws.load_seconds,
            "load_processor_seconds": laws.load_processor,
            "build_seconds": laws.build_seconds,
            "build_processor_seconds": laws.build_processor,
            "index_bytes": laws.index_bytes,
            "database_bytes": laws.database_bytes,
        }
        print(
            f"loaded in {laws.load_seconds:.0f} s ({laws.load_processor:.0f} s of processor), built in "
            f"{laws.build_seconds:.0f} s ({laws.build_processor:.0f} s); {laws.index_bytes / 1e6:.0f} MB"
        )
        figures["as_of_ratio"] = await cost_of_a_day(laws, questions)
        figures["updates"] = [await update(laws, lines) for lines in chosen_laws(corpus)]
    alone = many_at_once(folder, corpus, questions, processes=1)
    print(
        f"one searching process: {alone.queries_a_second:.0f} queries a second, {alone.memory / 1e6:.0f} MB at most, "
        f"{alone.own_memory / 1e6:.0f} MB of them its own"
    )
    return {**figures, "searching": alone._asdict()}


async def cost_of_a_day(laws: Laws, questions: Sequence[str]) -> float:
    """How much longer a search as of a day takes than one of every version; both in turns, median of rounds."""
    ratios: list[float] = []
    for _ in range(ROUNDS):
        seconds = [await searching(laws, questions, every_version=every) for every in (True, False)]
        ratios.append(seconds[1] / seconds[0])
    print(f"as of today beside every version: {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")
    return median(ratios)


async def searching(laws: Laws, questions: Sequence[str], *, every_version: bool) -> float:
    """Processor time of all questions."""
    used = processor_seconds()
    for question in questions:
        await laws.library.search(question, collections=laws.collections, every_version=every_version)
    return processor_seconds() - used


def chosen_laws(corpus: Path) -> list[list[CorpusArticle]]:
    """A law of usual length, a long one, and the longest."""
    grouped = [list(lines) for _, lines in groupby(read_articles(corpus), key=lambda line: line.law_id)]
    by_length = sorted(grouped, key=lambda lines: sum(len(line.text) for line in lines))
    return [by_length[min(int(len(by_length) * share), len(by_length) - 1)] for share in SHARES]


async def update(laws: Laws, lines: list[CorpusArticle]) -> Figures:
    """Seconds from a changed law to its being found by a library that had the index open before."""
    words = f"玄関計測{os.urandom(4).hex()}"
    changed = [msgspec.structs.replace(lines[0], text=lines[0].text + words), *lines[1:]]
    reader = Library(laws.database, system_clock, laws.folder / "index")
    await reader.search("目的", collections=laws.collections)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "law.jsonl"
        path.write_bytes(b"\n".join(msgspec.json.encode(line) for line in changed))
        started = time.perf_counter()
        loader = loader_of(laws.database)
        await loader.load_folder(path, collection_id=laws.collections[0].id, actor="command_line")
        await laws.library.build_index()
    found = await reader.search(f"「{words}」", collections=laws.collections)
    seconds = time.perf_counter() - started
    if not found.hits:
        raise SystemExit(f"{lines[0].law_title} was changed and the change was not found")
    await reader.stop()
    print(f"update of {lines[0].law_title} ({len(lines)} articles) visible in {seconds:.2f} s")
    return {"articles": len(lines), "characters": sum(len(line.text) for line in lines), "seconds": seconds}


def shortened(corpus: Path, folder: Path, *, laws: int) -> Path:
    """The first laws of the corpus in a file of their own."""
    path, known = folder / "some.jsonl.xz", set[str]()
    with lzma.open(path, "wb", preset=0) as target:
        for line in read_articles(corpus):
            known.add(line.law_id)
            if len(known) > laws:
                break
            target.write(msgspec.json.encode(line) + b"\n")
    return path


def build_peer(corpus: Path) -> Figures:
    """The plain index over the same corpus."""
    started, used = time.perf_counter(), processor_seconds()
    peer = Baseline(read_articles(corpus), pairs_of)
    figures: Figures = {
        "seconds": time.perf_counter() - started,
        "processor_seconds": processor_seconds() - used,
        "index_bytes": peer.size,
    }
    print("peer, pairs of characters by article:", json.dumps(figures))
    return figures


def main() -> None:
    """Load, build, search and update; the peer last."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--laws", type=int, default=0, help="only so many laws")
    parser.add_argument("--keep", type=Path, help="data folder that stays")
    given = parser.parse_args()
    data = data_folder()
    if data is None:
        print("The corpus laws.jsonl.xz is not there: set GENKAN_BENCHMARK_DATA to its folder.")
        return
    lines = (data / "lawqa" / "dev.jsonl").read_bytes().splitlines()
    questions = [question.query for question in read_questions(lines)]
    with tempfile.TemporaryDirectory() as temporary:
        corpus = data / "laws.jsonl.xz"
        if given.laws:
            corpus = shortened(corpus, Path(temporary), laws=given.laws)
        folder = given.keep or Path(temporary) / "data"
        figures = asyncio.run(measure(folder, corpus, questions))
        figures["peer"] = build_peer(corpus)
    figures |= {"cores": len(os.sched_getaffinity(0)), "load": os.getloadavg()[0]}
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
