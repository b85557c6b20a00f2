"""How well and how fast the search finds articles of all the laws.

    uv run python benchmarks/search_laws.py [--data FOLDER] [--misses] [--without-baselines]

``--data`` is a data folder of Genkan with the corpus in it (and nothing else); without it the corpus is loaded and
built in a temporary folder first, which takes some minutes and is timed. Questions: those of ``lawqa/dev.jsonl``
alone, without their citation, and with their choices; those of lay people as they are and with a prepared rewrite
into law names and legal terms; some without any answer; 300 pure references. A question that says nothing but
「次のうち、正しいものを教えてください。」 counts in its set, and the set is reported once more without such questions. Intervals are the middle 95 % of 2,000
resamples of the questions with a stated seed. Where the corpus is absent, nothing is measured and the reason is said.
"""

import argparse
import asyncio
import json
import platform
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from statistics import median

from laws.baselines import Baseline, pairs_of, words_of
from laws.corpus import data_folder, read_articles, read_laws
from laws.load import many_at_once
from laws.lookups import pure_references
from laws.opening import Laws, open_laws

from genkan.evaluation import (
    SEED,
    Question,
    RankScores,
    SearchEvaluation,
    estimate,
    evaluate_search,
    percentile,
    read_questions,
    score,
)
from genkan.knowledge.search.results import StepKind
from genkan.knowledge.text.tokenise import SudachiSegmenter

OWN = Path(__file__).with_name("questions")
REFERENCES = 300
PAST = date(2026, 4, 1)
Figures = dict[str, object]


def sets(data: Path) -> dict[str, tuple[Question, ...]]:
    """Every set of questions with the field that is asked."""
    formal, lay = (data / "lawqa" / "dev.jsonl").read_bytes(), (OWN / "lay.jsonl").read_bytes()
    none = (OWN / "no_answer.jsonl").read_bytes()
    fields = {
        "question": (formal, "question"),
        "question without its citation": (formal, "question_without_citation"),
        "question with its choices": (formal, "question+choices"),
        "lay": (lay, "question"),
        "lay, rewritten": (lay, "rewrite"),
        "no answer": (none, "question"),
    }
    return {
        name: read_questions(lines.splitlines(), query_field=field) for name, (lines, field) in fields.items()
    }


async def measure(options: argparse.Namespace, data: Path, folder: Path) -> Figures:
    """All figures."""
    corpus = data / "laws.jsonl.xz"
    questions = sets(data)
    async with open_laws(folder, corpus) as laws:
        print(
            f"loaded in {laws.load_seconds:.0f} s, built in {laws.build_seconds:.0f} s; {laws.index_bytes / 1e6:.0f} MB"
        )
        figures: Figures = {"index_bytes": laws.index_bytes, "build_seconds": laws.build_seconds}
        figures["sets"] = {
            title: await one_set(laws, title, some, options)
            for name, asked in questions.items()
            for title, some in (await and_telling(laws, name, asked)).items()
        }
        figures["references"] = await references(laws, corpus, misses=options.misses)
        figures["as_of_ratio"] = await as_of_ratio(laws, questions["question"])
    queries = [question.query for asked in questions.values() for question in asked]
    together = many_at_once(folder, corpus, queries, processes=2)
    figures["together"] = together._asdict()
    print(
        f"two processes: {together.queries_a_second:.0f} queries a second, {together.processor_ms:.1f} ms of CPU each; "
        f"{together.memory / 1e6:.0f} MB a process at most, {together.own_memory / 1e6:.0f} MB of them its own"
    )
    if not options.without_baselines:
        figures["baselines"] = baselines(corpus, questions)
    return figures


async def and_telling(laws: Laws, name: str, asked: Sequence[Question]) -> dict[str, Sequence[Question]]:
    """A set, and where that is fewer, those of it that say something.

    「次のうち、正しいものを教えてください。」 alone holds no word that could be searched for: no engine can answer it.
    """
    telling = [question for question in asked if await says_something(laws, question.query)]
    both = {name: asked, f"{name}, those that say something": telling}
    return both if len(telling) < len(asked) else {name: asked}


async def says_something(laws: Laws, query: str) -> bool:
    """Whether the search finds in a question anything to search for."""
    result = await laws.library.search(query, collections=laws.collections, limit=1)
    return all(step.kind is not StepKind.NOTHING_TO_SEARCH for step in result.steps)


async def one_set(laws: Laws, name: str, asked: Sequence[Question], options: argparse.Namespace) -> Figures:
    """The scores of one set."""
    async with laws.database.read() as connection:
        found = await evaluate_search(laws.library, connection, asked, collections=laws.collections)
    show(name, found)
    for miss in found.misses if options.misses else ():
        print(f"    {miss.id}: {miss.query[:50]!r} wants {miss.gold}, found {miss.found}")
    return found.figures()


def show(name: str, found: SearchEvaluation) -> None:
    """One line a set."""
    scores = [
        f"{title} {value}"
        for title, value in (
            ("nDCG@10", found.ndcg),
            ("hit@10", found.hit_10),
            ("hit@1", found.hit_1),
            ("sure without an answer", found.confident_without_answer),
            ("unsure with one", found.doubted_with_answer),
        )
        if value is not None
    ]
    times = f"p50 {found.p50_ms:.1f} ms, p99 {found.p99_ms:.1f} ms, CPU {found.cpu_p50_ms:.1f} ms"
    print(f"{name} ({found.questions}): {'; '.join(scores)}; {times}")


async def references(laws: Laws, corpus: Path, *, misses: bool) -> Figures:
    """How many pure references lead to their article first."""
    named = pure_references(read_laws(corpus), count=REFERENCES, seed=SEED)
    asked = [Question(one.query, one.query, one.gold) for one in named]
    async with laws.database.read() as connection:
        found = await evaluate_search(laws.library, connection, asked, collections=laws.collections)
    show("pure references", found)
    for miss in found.misses if misses else ():
        print(f"    {miss.query!r} wants {miss.gold}, found {miss.found}")
    return found.figures()


async def as_of_ratio(laws: Laws, asked: Sequence[Question]) -> float:
    """The processor time of a search as of a day beside one of every version, in alternation."""

    async def every_version(query: str) -> object:
        return await laws.library.search(query, collections=laws.collections, every_version=True)

    async def as_of(query: str) -> object:
        return await laws.library.search(query, collections=laws.collections, on=PAST)

    both: list[tuple[float, float]] = []
    for question in asked:
        both.append((await cpu_of(every_version, question.query), await cpu_of(as_of, question.query)))
    ratio = median(dated / plain for plain, dated in both)
    print(f"as of a day: {ratio:.2f} times the processor time of every version")
    return ratio


async def cpu_of(search: Callable[[str], Awaitable[object]], query: str) -> float:
    """Seconds of processor time."""
    started = time.process_time()
    await search(query)
    return time.process_time() - started


def baselines(corpus: Path, questions: dict[str, tuple[Question, ...]]) -> Figures:
    """The plain engines over the same questions."""
    ways = {"pairs by article": pairs_of, "words by article": words_of(SudachiSegmenter())}
    figures: Figures = {}
    for way, terms in ways.items():
        engine = Baseline((one for one in read_articles(corpus) if not one.supplementary), terms)
        for name, asked in questions.items():
            if name != "no answer":
                figures[f"{way}, {name}"] = plain_scores(f"{way}, {name}", engine, asked)
    return figures


def plain_scores(name: str, engine: Baseline, asked: Sequence[Question]) -> Figures:
    """nDCG and hits of a plain engine, and its processor time."""
    scores: list[RankScores] = []
    times: list[float] = []
    for question in asked:
        started = time.process_time()
        found = engine.search(question.query)
        times.append((time.process_time() - started) * 1000)
        scores.append(score(found, question.gold))
    ndcg, hits = estimate([one.ndcg for one in scores]), estimate([one.hit_10 for one in scores])
    print(f"{name}: nDCG@10 {ndcg}; hit@10 {hits}; CPU {percentile(times, 0.5):.1f} ms")
    return {"ndcg": asdict(ndcg), "hit_10": asdict(hits), "cpu_p50_ms": percentile(times, 0.5)}


def main() -> None:
    """Measure and print; the last line is everything as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=None, help="data folder with the corpus loaded")
    parser.add_argument("--misses", action="store_true", help="print questions whose article was not found")
    parser.add_argument("--without-baselines", action="store_true", help="leave the plain engines out")
    options = parser.parse_args()
    data = data_folder()
    if data is None:
        print(
            json.dumps({"benchmark": "search_laws", "skipped": "the corpus of laws is not on this machine"})
        )
        return
    print(f"{platform.machine()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as temporary:
        figures = asyncio.run(measure(options, data, options.data or Path(temporary)))
    print(json.dumps({"benchmark": "search_laws", "seed": SEED, **figures}))


if __name__ == "__main__":
    main()
