"""From what stands in the editor to the content of a version, or to everything that is wrong with it."""

import unicodedata
from dataclasses import dataclass, replace

from genkan.apps.app import Category, Example
from genkan.apps.folder.reading import PROVIDED
from genkan.apps.form.errors import FieldUnfit, SchemaProblem
from genkan.apps.form.field import Field, FieldKind, Form
from genkan.apps.form.numerals import number_in
from genkan.apps.form.schema import CONVERSATION_KEY, read_form
from genkan.apps.form.sizes import base64_bytes, written
from genkan.apps.making.content import LONGEST_COLLECTION, LONGEST_ID, MOST_COLLECTIONS, Content
from genkan.apps.making.errors import ContentFault
from genkan.apps.making.writing_out import SEPARATOR
from genkan.apps.making.written import MOST_FIELDS, Written, WrittenExample, WrittenField
from genkan.apps.named_collection import NamedCollection, read_named
from genkan.catalogue import InformationClass
from genkan.kit import normalise_newlines, storable

_RESERVED = PROVIDED | {
    *(
        "and",
        "break",
        "caller",
        "elif",
        "else",
        "endfor",
        "endif",
        "false",
        "False",
        "for",
        "if",
        "import",
        "in",
    ),
    *(
        "include",
        "is",
        "kwargs",
        "loop",
        "namespace",
        "none",
        "None",
        "not",
        "or",
        "recursive",
        "self",
        "super",
    ),
    *("true", "True", "varargs", CONVERSATION_KEY),
}
_KEY_UNFIT = (
    "「{key}」は、プロンプトで使う名前にできません。文字で始め、文字、数字及び「_」だけにしてください。"
)
_LEAST_ANSWER = 16
_CLASSES = {str(int(each)): each for each in InformationClass}
_ATTRIBUTES = {
    "min_length": "最少の文字数",
    "max_length": "最多の文字数",
    "min": "最小の数",
    "max": "最大の数",
    "items": "選択肢",
    "max_size": "1ファイルの大きさの上限（MB）",
    "max_file_count": "ファイルの数の上限",
    "visible_when": "表示する条件",
    "default_value": "初めから入れておく内容",
}


@dataclass(frozen=True)
class ReadContent:
    """What could be read of an editor, and what is wrong with the rest."""

    content: Content
    faults: tuple[ContentFault, ...]


@dataclass(frozen=True)
class Unread:
    """A field that could not be read; ``stand_in`` has its name, so that a prompt that uses it is not blamed too."""

    fault: ContentFault
    stand_in: Field | None = None


@dataclass(frozen=True)
class ReadForm:
    """The fields, those that could not be read as stand-ins where they have a name, and what is wrong with them."""

    form: Form
    faults: tuple[ContentFault, ...]


def read_in(given: Written) -> ReadContent:
    """The content as far as it can be read; what cannot stands in ``faults``, its bounds are checked elsewhere."""
    read = read_written_form(given)
    numbers = {name: _whole(getattr(given, name)) for name in ("ceiling_yen", "longest_answer")}
    chosen = (("category", given.category, set(Category)), ("highest_class", given.highest_class, _CLASSES))
    faults = (
        *read.faults,
        *(ContentFault(name, "数字で入力してください。") for name, value in numbers.items() if value is None),
        *(
            ContentFault(place, "示された中から選択してください。")
            for place, value, known in chosen
            if value not in known
        ),
    )
    content = Content(
        title=_line(given.title),
        purpose=_line(given.purpose),
        form=read.form,
        system=_text(given.system),
        request=_text(given.request),
        notes=_text(given.notes),
        category=Category(given.category) if given.category in set(Category) else Category.OTHER,
        highest_class=_CLASSES.get(given.highest_class, InformationClass.ONE),
        models=given.models,
        ceiling_yen=numbers["ceiling_yen"] or None,
        longest_answer=_LEAST_ANSWER if numbers["longest_answer"] is None else numbers["longest_answer"],
        searches=given.searches,
        collections=named_in(given) if given.searches else (),
        checks=given.checks,
        examples=tuple(_example(each, read.form) for each in given.examples),
    )
    return ReadContent(content, faults)


def read_written_form(given: Written) -> ReadForm:
    """The form as far as it can be read, such as for its preview."""
    fields: list[Field] = []
    faults: list[ContentFault] = []
    keys: set[str] = set()
    if len(given.fields) > MOST_FIELDS:
        faults.append(ContentFault("form", "入力項目は{limit}個までです。", {"limit": MOST_FIELDS}))
    for number, each in enumerate(given.fields[:MOST_FIELDS]):
        found = _field(each, place=f"field.{number}", taken=keys)
        if isinstance(found, Unread):
            faults.append(found.fault)
        field = found.stand_in if isinstance(found, Unread) else found
        if field is not None:
            keys.add(field.key)
            _put(fields, field, inside=each.inside)
    return ReadForm(Form(tuple(fields), continues=given.continues), tuple(faults))


def _put(fields: list[Field], found: Field, *, inside: bool) -> None:
    """Into the group above it, if it is to be there and there is one."""
    in_group = inside and fields and fields[-1].kind is FieldKind.GROUP and found.kind is not FieldKind.GROUP
    if in_group:
        fields[-1] = replace(fields[-1], fields=(*fields[-1].fields, found))
    else:
        fields.append(found)


def _field(given: WrittenField, *, place: str, taken: set[str]) -> Field | Unread:
    key = unicodedata.normalize("NFKC", storable(given.key)).strip()
    if not key.isidentifier() or key in _RESERVED:
        return Unread(ContentFault(place, _KEY_UNFIT, {"key": key[:40]}))
    if key in taken:
        return Unread(
            ContentFault(place, "「{key}」という名前の項目が、ほかにもあります。", {"key": key[:40]})
        )
    stand_in = Field(key=key, kind=FieldKind.TEXT, title=given.title.strip()[:200] or key)
    if not given.title.strip():
        return Unread(ContentFault(place, "項目の見出しを入力してください。"), stand_in)
    try:
        return read_form({key: _attributes(given)}).fields[0]
    except FieldUnfit as problem:
        named = str(problem.details["attribute"])
        details: dict[str, object] = {"attribute": _ATTRIBUTES.get(named, named)}
        return Unread(ContentFault(place, "「{attribute}」が正しくありません。", details), stand_in)
    except SchemaProblem as problem:
        return Unread(ContentFault(place, problem.sentence, problem.details), stand_in)


def _attributes(given: WrittenField) -> dict[str, object]:
    """The attributes as a form schema has them, those of other kinds left out."""
    attributes: dict[str, object] = {
        "type": given.kind,
        "title": _line(given.title),
        "desc": _text(given.description),
        "required": given.required,
        "default_value": _text(given.default),
        **_of_kind(given),
    }
    if given.when_key:
        attributes["visible_when"] = {"key": given.when_key.strip(), "values": _lines(given.when_values)}
    return attributes


def _of_kind(given: WrittenField) -> dict[str, object]:
    if given.kind in ("text", "textarea"):
        lengths: dict[str, object] = {"min_length": _plain(given.minimum_length)}
        return {**lengths, "max_length": _plain(given.maximum_length), "preview": given.preview}
    if given.kind == "number":
        return {"min": _plain(given.minimum), "max": _plain(given.maximum)}
    if given.kind in ("select", "radio", "checkbox"):
        return {"items": [_item(line) for line in _lines(given.items)]}
    return _of_files(given) if given.kind == "file" else {}


def _of_files(given: WrittenField) -> dict[str, object]:
    count = _plain(given.most_files)
    size = number_in(given.largest) if given.largest.strip() else None
    if given.largest.strip() and (size is None or size <= 0):
        largest = given.largest
    else:
        largest = written(base64_bytes(round(size * 1_000_000))) if size else ""
    return {
        "accept": ",".join(each.strip() for each in given.accept.replace("、", ",").split(",")),
        "max_size": largest[:20],
        "multiple": bool(count),
        "max_file_count": count,
    }


def _item(line: str) -> dict[str, object]:
    title, _, value = line.replace("｜", SEPARATOR).partition(SEPARATOR)
    return {"title": title.strip(), "value": value.strip() or title.strip()}


def _example(given: WrittenExample, form: Form) -> Example:
    keys = {field.key for field in form.asked if field.kind not in (FieldKind.FILE, FieldKind.HIDDEN)}
    return Example(
        title=_line(given.title),
        values={key: _text(value) for key, value in given.values.items() if key in keys},
        holds=tuple(_lines(given.holds)),
        lacks=tuple(_lines(given.lacks)),
    )


def named_in(given: Written) -> tuple[NamedCollection, ...]:
    """The collections that are ticked, each once."""
    named = (read_named(_line(each)) for each in given.collections)
    cut = (NamedCollection(each.title[:LONGEST_COLLECTION], each.id[:LONGEST_ID]) for each in named)
    return tuple(dict.fromkeys(each for each in cut if each.title))[:MOST_COLLECTIONS]


def _whole(text: str) -> int | None:
    """A whole number, 0 for an empty text, None where it is none."""
    if not text.strip():
        return 0
    number = number_in(text)
    return int(number) if number is not None and number.is_integer() else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(",", "").strip()


def _text(text: str) -> str:
    return storable(normalise_newlines(text)).strip("\n")


def _line(text: str) -> str:
    return " ".join(_text(text).split())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in _text(text).split("\n") if line.strip()]
