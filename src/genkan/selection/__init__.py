"""Call, applications, document review and decision: models are selected on record, by published criteria."""

from genkan.selection.application.errors import ApplicationUnknown
from genkan.selection.application.store.applications import (
    find_application,
    list_applications,
    submissions_by,
)
from genkan.selection.archive.verifying import verify_archive
from genkan.selection.call.errors import CallUnknown
from genkan.selection.call.packaged import packaged_call
from genkan.selection.call.store.calls import editions_of, find_call, list_calls
from genkan.selection.decision.errors import SignatureOvertaken
from genkan.selection.decision.store.decisions import latest_decision, signatures_of
from genkan.selection.endpoint.check import EndpointCheck
from genkan.selection.object_names import object_names
from genkan.selection.review.reading import read_reviews
from genkan.selection.room import Selection
from genkan.selection.vendor.store.vendors import companies_of

__all__ = [
    "ApplicationUnknown",
    "CallUnknown",
    "EndpointCheck",
    "Selection",
    "SignatureOvertaken",
    "companies_of",
    "editions_of",
    "find_application",
    "find_call",
    "latest_decision",
    "list_applications",
    "list_calls",
    "object_names",
    "packaged_call",
    "read_reviews",
    "signatures_of",
    "submissions_by",
    "verify_archive",
]
