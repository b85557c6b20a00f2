"""What one version of a made app says, and the JSON text that it is kept as."""

from dataclasses import dataclass, fields
from typing import Annotated, Any

import msgspec

from genkan.apps.app import App, Category, Example, Prompt
from genkan.apps.form.field import Form
from genkan.apps.form.schema import read_form, write_form
from genkan.apps.named_collection import NamedCollection
from genkan.catalogue import InformationClass

MOST_COLLECTIONS = 50
LONGEST_COLLECTION = 200
LONGEST_ID = 36
CollectionTitle = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_COLLECTION)]
_CollectionId = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_ID)]


class _WrittenExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    values: dict[str, str]
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


class _WrittenCollection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: CollectionTitle
    id: _CollectionId


class _Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """The JSON of a content."""

    title: str
    purpose: str
    form: dict[str, Any]
    system: str
    request: str
    notes: str
    category: Category
    highest_class: Annotated[int, msgspec.Meta(ge=1, le=2)]
    models: tuple[str, ...]
    ceiling_yen: int | None
    longest_answer: int
    searches: bool
    checks: tuple[str, ...]
    examples: tuple[_WrittenExample, ...]
    proposed_by: str = ""
    collections: Annotated[
        tuple[CollectionTitle | _WrittenCollection, ...], msgspec.Meta(max_length=MOST_COLLECTIONS)
    ] = ()


_PLAIN = frozenset(_Document.__struct_fields__) - {"form", "highest_class", "examples", "collections"}


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything that makes an app but its owner; the fields mean what those of ``App`` say.

    ``proposed_by`` names the model whose form and prompts these are, until a person has saved them.
    """

    title: str
    purpose: str
    form: Form
    system: str
    request: str
    notes: str = ""
    category: Category = Category.OTHER
    highest_class: InformationClass = InformationClass.ONE
    models: tuple[str, ...] = ()
    ceiling_yen: int | None = None
    longest_answer: int = 2048
    searches: bool = False
    collections: tuple[NamedCollection, ...] = ()
    checks: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    proposed_by: str = ""

    def as_app(self, app_id: str, *, owner: str, same_as: str = "", organisation_id: str = "") -> App:
        """The app as the run engine takes it; ``same_as`` and ``organisation_id`` as in ``App``."""
        return App(
            id=app_id,
            title=self.title,
            purpose=self.purpose,
            form=self.form,
            notes=self.notes,
            owner=owner,
            category=self.category,
            highest_class=self.highest_class,
            prompt=Prompt(self.system, self.request),
            models=self.models,
            ceiling_yen=self.ceiling_yen,
            longest_answer=self.longest_answer,
            searches=self.searches,
            collections=self.collections,
            organisation_id=organisation_id,
            checks=self.checks,
            examples=self.examples,
            same_as=same_as,
        )


def content_of(app: App) -> Content:
    """What another app says, as a beginning; the prepared answers of its examples belong to its tests."""
    prompt = app.prompt or Prompt("", "")
    examples = tuple(Example(each.title, each.values, each.holds, each.lacks) for each in app.examples)
    return Content(
        title=app.title,
        purpose=app.purpose,
        form=app.form,
        system=prompt.system.strip("\n"),
        request=prompt.request.strip("\n"),
        notes=app.notes.strip("\n"),
        category=app.category,
        highest_class=app.highest_class,
        models=app.models,
        ceiling_yen=app.ceiling_yen,
        longest_answer=app.longest_answer,
        searches=app.searches,
        collections=app.collections,
        checks=app.checks,
        examples=examples,
    )


def to_text(content: Content) -> str:
    """The content as JSON, the form in the shape of the Gennai app protocol."""
    facts = {each.name: getattr(content, each.name) for each in fields(content) if each.name in _PLAIN}
    document = _Document(
        **facts,
        form=write_form(content.form),
        highest_class=int(content.highest_class),
        collections=tuple(map(_written_collection, content.collections)),
        examples=tuple(
            _WrittenExample(each.title, dict(each.values), each.holds, each.lacks)
            for each in content.examples
        ),
    )
    return msgspec.json.encode(document).decode()


def from_text(text: str) -> Content:
    """The content that ``to_text`` wrote.

    Raises ``msgspec.ValidationError`` and the errors under ``SchemaProblem`` where somebody else wrote it.
    """
    document = msgspec.json.decode(text, type=_Document)
    facts = {name: getattr(document, name) for name in _PLAIN}
    return Content(
        **facts,
        form=read_form(document.form),
        highest_class=InformationClass(document.highest_class),
        collections=tuple(map(_named_collection, document.collections)),
        examples=tuple(
            Example(each.title, each.values, each.holds, each.lacks) for each in document.examples
        ),
    )


def _written_collection(named: NamedCollection) -> str | _WrittenCollection:
    return _WrittenCollection(named.title, named.id) if named.id else named.title


def _named_collection(written: str | _WrittenCollection) -> NamedCollection:
    if isinstance(written, str):
        return NamedCollection(written)
    return NamedCollection(written.title, written.id)
