"""What vectors add to the search over all the laws, and what they cost.

    uv run python benchmarks/search_vectors.py [--data FOLDER] [--dimensions 256 512 1024]
    uv run python benchmarks/search_vectors.py --data FOLDER --endpoint http://HOST/v1 --model NAME [--text-prefix …]
        [--question-prefix …] [--characters 1000] [--dimensions 512] [--secret env:GENKAN_SECRET_…]

With ``--endpoint``, any server with ``/v1/embeddings``: every article goes through the real door to it, then each set
of questions is asked by words alone and with vectors. Without one, nothing is said of quality: vectors of random
numbers show seconds, megabytes and the processor time of a search, and no more. ``--data`` as in ``search_laws.py``.
"""

import argparse
import asyncio
import json
import platform
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from laws.corpus import data_folder
from laws.opening import Laws, open_laws, processor_seconds
from search_laws import sets

from genkan.catalogue import Answer, DeploymentDraft, InformationClass, connect_deployment
from genkan.evaluation import SEED, evaluate_search
from genkan.gateway import Gateway
from genkan.governance import Ledger
from genkan.jobs import Queue
from genkan.kit import system_clock
from genkan.knowledge import Asker, DoorEmbedder, Library, VectorPlan, VectorSchedule, choose_vectors
from genkan.knowledge.vectors import store
from genkan.knowledge.vectors.embedding import Embedded

ASKED = ("question", "question without its citation", "lay")
NO_MODEL = (
    "No endpoint was named, and no model of embeddings can be had on the machine where this is developed: what vectors "
    "add to the quality is NOT measured here. The figures below are of random vectors: cost alone."
)
Figures = dict[str, object]


class RandomEmbedder:
    """Gives every text a random vector: costs what vectors cost and means nothing."""

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions
        self._random = np.random.default_rng(SEED)

    def build(self, plan: VectorPlan) -> str:
        """The length alone."""
        return str(self._dimensions)

    def most_texts(self, plan: VectorPlan) -> int:
        """Few calls, since it is not their cost that is measured."""
        return 1_024

    async def texts(self, texts: Sequence[str], *, plan: VectorPlan, asker: Asker) -> Embedded:
        """Random directions."""
        drawn = self._random.standard_normal((len(texts), self._dimensions), dtype=np.float32)
        return Embedded(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), self.build(plan))

    async def question(self, text: str, *, plan: VectorPlan, asker: Asker) -> Embedded:
        """A random direction."""
        return await self.texts([text], plan=plan, asker=asker)


async def choose(laws: Laws, plan: VectorPlan) -> None:
    """Want these vectors, without a ledger or jobs."""
    async with laws.database.write() as connection:
        await store.write_plan(connection, plan, now=system_clock())


async def built(laws: Laws, library: Library) -> Figures:
    """Make all vectors; seconds by the clock and of processor time, and the size."""
    started, used = time.perf_counter(), processor_seconds()
    whole = await library.vectors.build(again=True)
    seconds, processor = time.perf_counter() - started, processor_seconds() - used
    async with laws.database.read() as connection:
        standing = await library.vectors.standing(connection)
    assert standing is not None
    told = f"{standing.covered:,} of {standing.articles:,} articles, {standing.size / 1e6:.0f} MB"
    print(f"  built{'' if whole else ' in part'}: {told}, {seconds:.0f} s, CPU {processor:.0f} s", flush=True)
    for each in standing.collections.values():
        if each.refusal is not None:
            print(f"  {each.refusal.sentence.format_map(each.refusal.details)}")
    return {"articles": standing.covered, "bytes": standing.size, "seconds": seconds, "processor": processor}


async def asked(laws: Laws, library: Library, data: Path, *, names: Sequence[str]) -> Figures:
    """Each set of questions by words alone and with vectors, in turn."""
    figures: Figures = {}
    questions = sets(data)
    asker = Asker(organisation_id=laws.collections[0].organisation_id)
    for name in names:
        for who in (None, asker):
            async with laws.database.read() as connection:
                found = await evaluate_search(
                    library, connection, questions[name], collections=laws.collections, asker=who
                )
            kind = "words and vectors" if who else "words"
            figures[f"{name}, {kind}"] = found.figures()
            told = f"hit@10 {found.hit_10}; nDCG@10 {found.ndcg}; p50 {found.p50_ms:.0f} ms"
            print(f"  {name}, {kind}: {told}, CPU {found.cpu_p50_ms:.1f} ms; vectors {found.by_meaning:.0%}")
    return figures


async def cost(laws: Laws, data: Path, *, dimensions: Sequence[int]) -> Figures:
    """Random vectors of each length."""
    print(NO_MODEL)
    figures: Figures = {"quality": NO_MODEL}
    for length in dimensions:
        print(f"random vectors of {length} dimensions")
        library = Library(laws.database, system_clock, laws.folder / "index", embedder=RandomEmbedder(length))
        await choose(laws, VectorPlan(model=f"random-{length}"))
        made = await built(laws, library)
        found = await asked(laws, library, data, names=("lay",))
        times = {name: each["cpu_p50_ms"] for name, each in found.items() if isinstance(each, dict)}
        figures[str(length)] = {**made, "cpu_p50_ms": times}
        await library.stop()
    await choose_none(laws)
    return figures


async def choose_none(laws: Laws) -> None:
    """Leave the data folder as it was found, without vectors."""
    async with laws.database.write() as connection:
        await store.write_plan(connection, None, now=system_clock())


async def quality(laws: Laws, data: Path, options: argparse.Namespace) -> Figures:
    """A real model, through the real door."""
    clock, database = system_clock, laws.database
    ledger, queue = Ledger(database, clock, None), Queue(clock)
    gateway = Gateway(database, ledger=ledger, queue=queue, clock=clock, folder=laws.folder / "journal")
    await gateway.start()
    library = Library(database, clock, laws.folder / "index", embedder=DoorEmbedder(gateway))
    schedule = VectorSchedule(database, queue=queue, clock=clock, vectors=library.vectors)
    try:
        async with database.write() as connection:
            draft = draft_of(options)
            made = await connect_deployment(
                connection, draft, ledger=ledger, clock=clock, actor="command_line"
            )
            plan = VectorPlan(
                model=made.public_name,
                dimensions=options.dimensions[0] if options.dimensions else None,
                characters=options.characters,
                text_prefix=options.text_prefix,
                question_prefix=options.question_prefix,
            )
            await choose_vectors(
                connection, plan, schedule=schedule, ledger=ledger, clock=clock, actor="command_line"
            )
        await gateway.programs.keeper.look()
        return {**await built(laws, library), **await asked(laws, library, data, names=ASKED)}
    finally:
        await library.stop()
        await gateway.stop()


def draft_of(options: argparse.Namespace) -> DeploymentDraft:
    """The endpoint, trusted as one of our own: the laws are public."""
    return DeploymentDraft(
        title=f"{options.model} {time.time():.0f}",
        protocol="openai_chat",
        address=options.endpoint,
        remote_model=options.model,
        public_name=f"vectors-{time.time():.0f}",
        place="JP",
        vendor_logging=Answer.NO,
        learning=Answer.NO,
        ceiling=InformationClass.TWO,
        secret_reference=options.secret,
        capabilities={"kind": "embeddings"},
    )


async def measure(options: argparse.Namespace, data: Path, folder: Path) -> Figures:
    """All figures."""
    async with open_laws(folder, data / "laws.jsonl.xz") as laws:
        if options.endpoint:
            return await quality(laws, data, options)
        return await cost(laws, data, dimensions=options.dimensions or (256, 512, 1024))


def read_options() -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="a data folder with the corpus in it")
    parser.add_argument("--endpoint", default="", help="base address of a server of embeddings")
    parser.add_argument("--model", default="", help="the name by which the server knows the model")
    parser.add_argument("--secret", default="", help="where its key is: env:GENKAN_SECRET_…")
    parser.add_argument("--dimensions", type=int, nargs="+", default=None)
    parser.add_argument("--characters", type=int, default=1_000)
    parser.add_argument("--text-prefix", default="")
    parser.add_argument("--question-prefix", default="")
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    options, data = read_options(), data_folder()
    if data is None:
        print(
            json.dumps(
                {"benchmark": "search_vectors", "skipped": "the corpus of laws is not on this machine"}
            )
        )
        return
    print(f"{platform.machine()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as temporary:
        figures = asyncio.run(measure(options, data, options.data or Path(temporary)))
    print(json.dumps({"benchmark": "search_vectors", "seed": SEED, **figures}, ensure_ascii=False))


if __name__ == "__main__":
    main()
