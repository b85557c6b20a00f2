"""The names of objects as the ledger's pages show them, from all rooms; comparisons have none."""

from genkan.apps import object_names as apps_names
from genkan.catalogue import object_names as catalogue_names
from genkan.evaluation import object_names as evaluation_names
from genkan.gateway import object_names as gateway_names
from genkan.governance import ObjectNames
from genkan.inquiry import object_names as inquiry_names
from genkan.knowledge import object_names as knowledge_names
from genkan.selection import object_names as selection_names
from genkan.trial import object_names as trial_names


def object_names() -> ObjectNames:
    """How to find the name of an object of any room."""
    lower = (catalogue_names(), gateway_names(), knowledge_names(), apps_names())
    rooms = (*lower, evaluation_names(), inquiry_names(), selection_names(), trial_names())
    return ObjectNames({beginning: find for names in rooms for beginning, find in names.items()})
