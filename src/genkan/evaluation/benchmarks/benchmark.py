"""A benchmark: a set of questions that a run asked, and what came out."""

from dataclasses import dataclass

from genkan.evaluation.benchmarks.results import Results


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """``source`` is the name of the file, ``source_digest`` its SHA-256; choices were shuffled with ``seed``."""

    run_id: str
    source: str
    source_digest: str
    seed: int
    results: Results | None = None
