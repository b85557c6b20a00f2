"""A local twin of OpenSearch: the part of its REST API that the search uses, over HTTP, and truly evaluated.

What OpenSearch would refuse is refused here, with its status and its shape of errors: unknown queries and parameters,
unknown analysers, fields outside the mapping, sorting by text, stale sequence numbers.
"""

from tests.knowledge.engines.twin.http import Twin
from tests.knowledge.engines.twin.refusal import Refusal

__all__ = ["Refusal", "Twin"]
