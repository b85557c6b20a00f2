"""The numbers in the text format of Prometheus."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from genkan.gateway.admission import BreakerState
from genkan.gateway.metrics.call_counts import BOUNDS, CallCounts
from genkan.gateway.metrics.present import Present

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Metric

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Exposition:
    """Writes the numbers whenever they are asked for; the library is loaded at the first time."""

    def __init__(self, counts: CallCounts, present: Callable[[], Present]) -> None:
        self._counts = counts
        self._present = present
        self._registry: CollectorRegistry | None = None

    def text(self) -> bytes:
        """Every number of this process now."""
        from prometheus_client import generate_latest

        return generate_latest(self._registry or self._open())

    def describe(self) -> list["Metric"]:
        """Nothing is known beforehand; asked by the library when the collector is registered."""
        return []

    def collect(self) -> Iterator["Metric"]:
        """All families, for the library."""
        yield from self._ended()
        yield self._first_tokens()
        yield from self._going_on(self._present())

    def _open(self) -> "CollectorRegistry":
        from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector

        registry = self._registry = CollectorRegistry(auto_describe=False)
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        GCCollector(registry=registry)
        registry.register(self)
        return registry

    def _ended(self) -> Iterator["Metric"]:
        from prometheus_client.core import CounterMetricFamily

        calls: Counter[tuple[str, ...]] = Counter()
        tokens: Counter[tuple[str, ...]] = Counter()
        for ended, sums in self._counts.of():
            asked, source = ended[1:3], "reported" if ended.tokens_reported else "estimated"
            calls[(ended.outcome, *asked)] += sums.calls
            if sums.input_tokens or sums.output_tokens:
                tokens[("input", source, *asked)] += sums.input_tokens
                tokens[("output", source, *asked)] += sums.output_tokens
        families = (
            (calls, "genkan_calls", "Calls that ended and are recorded.", ("outcome",)),
            (tokens, "genkan_tokens", "Their tokens, reported or estimated.", ("direction", "source")),
        )
        for counted, name, description, labels in families:
            family = CounterMetricFamily(name, description, labels=(*labels, "model", "deployment"))
            for values, number in counted.items():
                family.add_metric(values, number)
            yield family

    def _first_tokens(self) -> "Metric":
        from prometheus_client.core import HistogramMetricFamily

        family = HistogramMetricFamily(
            "genkan_first_token_seconds", "Time from admission to the first token.", labels=("model",)
        )
        bounds = (*map(str, BOUNDS), "+Inf")
        for model, waits in self._counts.waits.items():
            buckets = list(zip(bounds, accumulate(waits.within), strict=True))
            family.add_metric((model,), buckets, waits.total.total_seconds())
        return family

    def _going_on(self, present: Present) -> Iterator["Metric"]:
        from prometheus_client.core import GaugeMetricFamily

        yield from _lanes(present)
        waiting = GaugeMetricFamily("genkan_waiting", "Calls that wait for a place.", labels=("model",))
        for model, number in present.waiting.items():
            waiting.add_metric((model,), number)
        yield waiting
        yield GaugeMetricFamily("genkan_calls_open", "Calls that have begun.", value=present.in_flight)
        yield GaugeMetricFamily(
            "genkan_journal_backlog", "Ended calls that are not in the records yet.", value=present.unrecorded
        )
        yield GaugeMetricFamily(
            "genkan_answers_open", "Answers to staff that are being written.", value=present.open_answers
        )
        if present.knowledge_age is not None:
            yield GaugeMetricFamily(
                "genkan_snapshot_age_seconds",
                "Time since keys, rules and routes were last confirmed.",
                value=present.knowledge_age,
            )


def _lanes(present: Present) -> Iterator["Metric"]:
    from prometheus_client.core import GaugeMetricFamily

    labels = ("model", "deployment")
    in_flight = GaugeMetricFamily("genkan_in_flight", "Calls in flight.", labels=labels)
    limit = GaugeMetricFamily("genkan_limit", "Calls that may be in flight in this process.", labels=labels)
    tokens = GaugeMetricFamily("genkan_tokens_in_flight", "Tokens in flight.", labels=labels)
    breaker = GaugeMetricFamily(
        "genkan_breaker", "1 for the state of the circuit breaker.", labels=(*labels, "state")
    )
    for model, lane in present.lanes:
        asked = (model, lane.deployment_id)
        in_flight.add_metric(asked, lane.in_flight)
        limit.add_metric(asked, lane.limit)
        tokens.add_metric(asked, lane.tokens)
        for state in BreakerState:
            breaker.add_metric((*asked, state), lane.breaker is state)
    yield from (in_flight, limit, tokens, breaker)
