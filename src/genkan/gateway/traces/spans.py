"""The span of one call, with the names of the semantic conventions for generative AI and without any text."""

from datetime import datetime

from opentelemetry.context import Context
from opentelemetry.trace import SpanKind, Status, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from genkan.gateway.journal import CallEnd, CallRow, EndedCall
from genkan.gateway.usage import OutcomeKind, kind_of

_NANOSECONDS = 1_000_000_000


class Spans:
    """Makes spans after the fact: the moments are those of the record."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer
        self._propagator = TraceContextTextMapPropagator()

    def add(self, call: EndedCall, *, parent: str) -> None:
        """Give the span of a call to the library; ``parent`` is a W3C ``traceparent`` or empty."""
        row, end = call.row, call.end
        span = self._tracer.start_span(
            f"chat {row.model_name}",
            context=self._propagator.extract({"traceparent": parent}) if parent else Context(),
            kind=SpanKind.CLIENT,
            attributes=_attributes(row, end),
            start_time=_nanoseconds(row.at),
        )
        if end.first_token_at is not None:
            span.add_event("gen_ai.first_token", timestamp=_nanoseconds(end.first_token_at))
        if kind_of(end.outcome) is OutcomeKind.FAILED:
            span.set_status(Status(StatusCode.ERROR, str(end.outcome)))
            span.set_attribute("error.type", str(end.outcome))
        span.end(_nanoseconds(end.ended_at))


def _attributes(row: CallRow, end: CallEnd) -> dict[str, str | int | bool]:
    return {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "genkan",
        "gen_ai.request.model": row.model_name,
        "gen_ai.response.id": row.id,
        "gen_ai.response.model": row.build or row.model_name,
        "gen_ai.usage.input_tokens": end.input_tokens,
        "gen_ai.usage.output_tokens": end.output_tokens,
        "genkan.app": row.app,
        "genkan.decision": row.decision,
        "genkan.deployment": row.deployment_id,
        "genkan.information_class": int(row.information_class),
        "genkan.organisation": row.organisation_id,
        "genkan.outcome": str(end.outcome),
        "genkan.purpose": str(row.purpose),
        "genkan.tokens_reported": end.tokens_reported,
    }


def _nanoseconds(moment: datetime) -> int:
    seconds, rest = divmod(moment.timestamp(), 1)
    return int(seconds) * _NANOSECONDS + round(rest * 1_000_000) * 1_000
