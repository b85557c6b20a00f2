"""Sets of questions over any deployment: lawqa_jp, any JSONL, any task of inspect_ai; results with intervals."""

from genkan.evaluation.benchmarks.benchmark import Benchmark
from genkan.evaluation.benchmarks.errors import BenchmarkUnknown
from genkan.evaluation.benchmarks.inspection.inspecting import Inspecting, InspectionWish
from genkan.evaluation.benchmarks.inspection.inspection import Inspection
from genkan.evaluation.benchmarks.results import Results
from genkan.evaluation.benchmarks.room import DEFAULT_SEED, Benchmarks, BenchmarkWish
from genkan.evaluation.benchmarks.store.benchmarks import find_benchmark

__all__ = [
    "DEFAULT_SEED",
    "Benchmark",
    "BenchmarkUnknown",
    "BenchmarkWish",
    "Benchmarks",
    "Inspecting",
    "Inspection",
    "InspectionWish",
    "Results",
    "find_benchmark",
]
