"""One field of a form schema: from the attributes in JSON to what they mean."""

import math
from collections.abc import Mapping
from typing import cast

from genkan.apps.form.errors import FieldUnfit, KindUnknown, SchemaTooLarge
from genkan.apps.form.field import Field, FieldKind, Item, VisibleWhen
from genkan.apps.form.sizes import bytes_in, content_bytes
from genkan.kit import storable

MOST_ITEMS = 300
MOST_FILES = 100
_LONGEST = {"title": 200, "desc": 4_000, "default_value": 20_000, "accept": 1_000, "max_size": 20}
_LARGEST_LENGTH = 10_000_000


def read_field(key: str, attributes: Mapping[str, object], *, inner: tuple[Field, ...]) -> Field:
    """The field. Raises ``KindUnknown``, ``FieldUnfit`` and ``SchemaTooLarge``."""
    given = _Attributes(key, attributes)
    kind = given.kind()
    multiple = given.flag("multiple")
    return Field(
        key=key,
        kind=kind,
        title=given.text("title") or key,
        description=given.text("desc"),
        required=given.flag("required") and kind is not FieldKind.HIDDEN,
        default=given.default(),
        minimum_length=given.length("min_length"),
        maximum_length=given.length("max_length"),
        minimum=given.number("min"),
        maximum=given.number("max"),
        items=given.items(kind) if kind.has_items else (),
        accept=tuple(each.strip() for each in given.text("accept").split(",") if each.strip()),
        multiple=multiple,
        largest_bytes=given.size(),
        most_files=given.file_count() if multiple else 1,
        visible_when=given.condition(),
        preview=given.flag("preview"),
        fields=inner,
    )


class _Attributes:
    """The attributes of one field, each read in its form."""

    def __init__(self, key: str, given: Mapping[str, object]) -> None:
        self._key = key
        self._given = given

    def kind(self) -> FieldKind:
        """Which kind it is."""
        kind = self._given.get("type")
        if not isinstance(kind, str) or kind not in set(FieldKind):
            raise KindUnknown(key=self._key[:40], kind=str(kind)[:40], known="、".join(FieldKind))
        return FieldKind(kind)

    def text(self, name: str) -> str:
        """A text, or empty where there is none."""
        value = self._given.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._unfit(name)
        if len(value) > _LONGEST[name]:
            raise SchemaTooLarge(what=f"項目「{self._key[:40]}」の{name}", limit=f"{_LONGEST[name]:,}文字")
        return storable(value)

    def flag(self, name: str) -> bool:
        """Whether it is so; some write the word."""
        value = self._given.get(name, False)
        if isinstance(value, bool) or value in ("true", "false"):
            return value in (True, "true")
        raise self._unfit(name)

    def default(self) -> str:
        """What stands in the field at first; numbers and lists of ticked boxes count as the text they are."""
        value = self._given.get("default_value")
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return str(value)
        if isinstance(value, list):
            ticked = cast("list[object]", value)
            if not all(isinstance(each, str) for each in ticked):
                raise self._unfit("default_value")
            return ",".join(cast("list[str]", ticked))
        return self.text("default_value")

    def number(self, name: str) -> float | None:
        """A number, if one is given; some write it as a text."""
        value = self._given.get(name)
        if value is None or value == "":
            return None
        try:
            number = float(cast("str", value)) if not isinstance(value, bool) else math.nan
        except (TypeError, ValueError, OverflowError) as error:
            raise self._unfit(name) from error
        if not math.isfinite(number):
            raise self._unfit(name)
        return number

    def length(self, name: str) -> int | None:
        """A length in characters, if one is given."""
        number = self.number(name)
        if number is None:
            return None
        if not number.is_integer() or not 0 <= number <= _LARGEST_LENGTH:
            raise self._unfit(name)
        return int(number)

    def items(self, kind: FieldKind) -> tuple[Item, ...]:
        """What may be chosen; items that others show in groups are taken one after the other."""
        listed = self._listed("items")
        for group in self._listed("groups"):
            listed += self._list_of(group, "items")
        if not listed:
            raise self._unfit("items")
        if len(listed) > MOST_ITEMS:
            raise SchemaTooLarge(what=f"項目「{self._key[:40]}」の選択肢", limit=f"{MOST_ITEMS}個")
        return tuple(self._item(each, kind) for each in listed)

    def size(self) -> int | None:
        """How large a file may be; the protocol bounds its base64 text."""
        written = self.text("max_size")
        if not written:
            return None
        try:
            return content_bytes(bytes_in(written))
        except ValueError as error:
            raise self._unfit("max_size") from error

    def file_count(self) -> int:
        """How many files a field takes that takes several."""
        count = self.length("max_file_count")
        if count is not None and not 1 <= count <= MOST_FILES:
            raise self._unfit("max_file_count")
        return count or MOST_FILES

    def condition(self) -> VisibleWhen | None:
        """When the field is drawn, if not always."""
        given = self._given.get("visible_when")
        if given is None:
            return None
        condition = _object(given)
        key, values = condition.get("key"), self._list_of(condition, "values")
        if not isinstance(key, str) or not values or not all(isinstance(each, str) for each in values):
            raise self._unfit("visible_when")
        return VisibleWhen(key, tuple(cast("list[str]", values)))

    def _item(self, given: object, kind: FieldKind) -> Item:
        """One choice; ticked boxes are joined with commas, so that none may be within one."""
        item = _object(given)
        value, title = item.get("value"), item.get("title")
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or len(value) > _LONGEST["title"]:
            raise self._unfit("items")
        if kind is FieldKind.CHECKBOX and "," in value:
            raise self._unfit("items")
        shown = title if isinstance(title, str) and title else value
        return Item(storable(shown)[: _LONGEST["title"]], storable(value))

    def _listed(self, name: str) -> list[object]:
        return self._list_of(self._given, name)

    def _list_of(self, given: object, name: str) -> list[object]:
        value = _object(given).get(name, [])
        if not isinstance(value, list):
            raise self._unfit(name)
        return list(cast("list[object]", value))

    def _unfit(self, name: str) -> FieldUnfit:
        return FieldUnfit(key=self._key[:40], attribute=name)


def _object(given: object) -> Mapping[str, object]:
    """The value where it is an object, else one that says nothing."""
    return cast("Mapping[str, object]", given) if isinstance(given, Mapping) else {}
