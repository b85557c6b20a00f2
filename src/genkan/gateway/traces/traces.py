"""Sending a span for each recorded call, in threads beside the event loop."""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from genkan.gateway.journal import EndedCall
from genkan.gateway.traces.errors import TracesNotInstalled

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

    from genkan.gateway.traces.spans import Spans

logger = logging.getLogger(__name__)

MOST_WAITING = 20
PARENTS_KEPT = 10_000
STOP_SECONDS = 5.0


class Traces:
    """Hears of recorded calls and gives them to the library; what it cannot take in time is dropped and counted."""

    def __init__(self, provider: "TracerProvider", spans: "Spans") -> None:
        self._provider = provider
        self._spans = spans
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="genkan-traces")
        self._room = BoundedSemaphore(MOST_WAITING)
        self._parents: dict[str, str] = {}
        self.dropped = 0

    def remember_parent(self, call_id: str, traceparent: str) -> None:
        """Keep the trace of the caller (W3C ``traceparent``) for the span of the call."""
        if len(self._parents) < PARENTS_KEPT:
            self._parents[call_id] = traceparent

    def hear(self, ended: Sequence[EndedCall]) -> None:
        """Take a batch of recorded calls; returns at once."""
        parents = [self._parents.pop(call.row.id, "") for call in ended]
        if not self._room.acquire(blocking=False):
            self.dropped += len(ended)
            return
        self._thread.submit(self._give, tuple(zip(ended, parents, strict=True)))

    def stop(self) -> None:
        """Send what is left, for a few seconds; then end the threads."""
        self._thread.shutdown(wait=True)
        self._provider.force_flush(int(STOP_SECONDS * 1000))
        self._provider.shutdown()

    def _give(self, calls: Sequence[tuple[EndedCall, str]]) -> None:
        try:
            for call, parent in calls:
                self._spans.add(call, parent=parent)
        except Exception:  # the operator is told by the log; the calls stand in the records
            logger.exception("The traces of %s calls could not be made", len(calls))
        finally:
            self._room.release()


def open_traces(endpoint: str, *, version: str) -> Traces:
    """Traces to the OTLP/HTTP collector at ``endpoint``. Raises ``TracesNotInstalled``."""
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise TracesNotInstalled from error
    from genkan.gateway.traces.spans import Spans

    resource = Resource.create({"service.name": "genkan", "service.version": version})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces", timeout=STOP_SECONDS)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return Traces(provider, Spans(provider.get_tracer("genkan.gateway", version)))
