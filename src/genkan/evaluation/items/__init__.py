"""The item bank: questions with keys and rubrics, who wrote, approved and has seen them."""

from genkan.evaluation.items.bank import ItemBank
from genkan.evaluation.items.drafting import Typed, checked
from genkan.evaluation.items.exposure import Exposing, Exposure, Seen, Viewing
from genkan.evaluation.items.field import Field
from genkan.evaluation.items.importing import RowOutcome, RowReport
from genkan.evaluation.items.item import Item, ItemDraft, ItemState
from genkan.evaluation.items.keeping import Author
from genkan.evaluation.items.likeness import Near, alike, nearest
from genkan.evaluation.items.object_names import object_names
from genkan.evaluation.items.sample.loading import load_sample_items, sample_items
from genkan.evaluation.items.store.items import Wanted, list_items

__all__ = [
    "Author",
    "Exposing",
    "Exposure",
    "Field",
    "Item",
    "ItemBank",
    "ItemDraft",
    "ItemState",
    "Near",
    "RowOutcome",
    "RowReport",
    "Seen",
    "Typed",
    "Viewing",
    "Wanted",
    "alike",
    "checked",
    "list_items",
    "load_sample_items",
    "nearest",
    "object_names",
    "sample_items",
]
