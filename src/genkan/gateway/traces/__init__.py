"""Traces of calls for OpenTelemetry, made of the recorded rows; no text, no person and no key is among them."""

from genkan.gateway.traces.errors import TracesNotInstalled
from genkan.gateway.traces.traces import Traces, open_traces

__all__ = ["Traces", "TracesNotInstalled", "open_traces"]
