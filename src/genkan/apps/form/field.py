"""What a form asks (入力項目): the eight kinds of the Gennai app protocol, and kinds and conditions of our own."""

from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """How a field is drawn and checked; ``DATE`` and ``GROUP`` are extensions to the protocol."""

    TEXT = "text"
    NUMBER = "number"
    TEXTAREA = "textarea"
    FILE = "file"
    SELECT = "select"
    CHECKBOX = "checkbox"
    RADIO = "radio"
    HIDDEN = "hidden"
    DATE = "date"
    GROUP = "group"

    @property
    def is_extension(self) -> bool:
        """Whether other hosts than Genkan do not know the kind."""
        return self in (FieldKind.DATE, FieldKind.GROUP)

    @property
    def has_items(self) -> bool:
        """Whether one or more of given items are chosen."""
        return self in (FieldKind.SELECT, FieldKind.CHECKBOX, FieldKind.RADIO)


@dataclass(frozen=True)
class Item:
    """One choice of a field: what is read and what is sent."""

    title: str
    value: str


@dataclass(frozen=True)
class VisibleWhen:
    """A field is drawn and kept only while the field ``key`` has one of ``values``."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a form.

    Lengths are in characters, ``largest_bytes`` is of a file's content itself, ``accept`` holds media types and name
    endings as in HTML. ``default`` is what stands in it at first; a checkbox joins several with commas. ``fields``
    are those of a group, which is a titled frame and holds no value itself. ``preview`` shows what is typed into a text as Markdown.
    """

    key: str
    kind: FieldKind
    title: str
    description: str = ""
    required: bool = False
    default: str = ""
    minimum_length: int | None = None
    maximum_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    items: tuple[Item, ...] = ()
    accept: tuple[str, ...] = ()
    multiple: bool = False
    largest_bytes: int | None = None
    most_files: int = 1
    visible_when: VisibleWhen | None = None
    preview: bool = False
    fields: tuple["Field", ...] = ()


@dataclass(frozen=True)
class Form:
    """The fields in their order; ``continues`` lets a run go on from the last one as a conversation.

    ``one_of`` are groups of keys; of the fields of each, at least one has to be filled.
    """

    fields: tuple[Field, ...]
    continues: bool = False
    one_of: tuple[tuple[str, ...], ...] = ()

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields that hold a value, those of groups among them, in their order."""
        return tuple(inner for field in self.fields for inner in (field.fields or (field,)))

    def field(self, key: str) -> Field | None:
        """The field of that key, if there is one."""
        return next((field for field in self.asked if field.key == key), None)
