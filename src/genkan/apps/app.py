"""What an administrative app is (行政アプリ): its form, its prompt, what it may use, and what it may cost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from genkan.apps.form.field import Form
from genkan.apps.form.values import Values
from genkan.apps.named_collection import NamedCollection
from genkan.catalogue import InformationClass


class Category(StrEnum):
    """Where the catalogue lists an app."""

    WRITING = "writing"
    READING = "reading"
    LAW = "law"
    OTHER = "other"


@dataclass(frozen=True)
class Prompt:
    """Two templates: the standing instruction, and what is asked with the values of the form."""

    system: str
    request: str


@dataclass(frozen=True)
class Example:
    """A worked example: a filled form, and what an output of it has to hold and may not hold.

    ``answers`` are what a model says, one after another, so that an example runs as a test without one; ``files`` are
    texts by the key of their field and their name.
    """

    title: str
    values: Values
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])


@dataclass(frozen=True, kw_only=True)
class App:
    """One app as it runs.

    ``notes`` are 概要・注意事項 in Markdown. ``highest_class`` bounds what may be put in. ``models`` are catalogue ids,
    empty where any may be asked; ``needs_model`` tells whether nothing can be done without one. ``ceiling_yen`` is
    what one run may cost at most, None where only budgets bound it; ``longest_answer`` is in tokens. ``checks`` name
    the checks of the output; ``searches`` tells whether it looks things up in the collections of its user, and
    ``collections`` names those among them, empty where it looks in all; ``organisation_id`` is whose ids they are.
    ``is_elsewhere``: another server does its work, and this house only waits for it. ``same_as`` is an id that all
    versions of it share, empty where it has none but its own.
    """

    id: str
    title: str
    purpose: str
    form: Form
    notes: str = ""
    owner: str = ""
    category: Category = Category.OTHER
    highest_class: InformationClass = InformationClass.TWO
    prompt: Prompt | None = None
    models: tuple[str, ...] = ()
    needs_model: bool = True
    ceiling_yen: int | None = None
    longest_answer: int = 2048
    searches: bool = False
    collections: tuple[NamedCollection, ...] = ()
    organisation_id: str = ""
    is_elsewhere: bool = False
    checks: tuple[str, ...] = ()
    examples: tuple[Example, ...] = field(default_factory=tuple)
    same_as: str = ""

    @property
    def lasting_id(self) -> str:
        """What to remember it by, and what the door knows it by: one id for every version."""
        return self.same_as or self.id
