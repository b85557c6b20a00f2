"""Numbers for Prometheus: what ended, what is going on. No text, no person and no key is among them."""

from genkan.gateway.metrics.call_counts import CallCounts
from genkan.gateway.metrics.exposition import CONTENT_TYPE, Exposition
from genkan.gateway.metrics.present import Present, by_model

__all__ = ["CONTENT_TYPE", "CallCounts", "Exposition", "Present", "by_model"]
