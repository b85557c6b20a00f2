"""The form of an app as its template draws it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from genkan.apps.form.attached import USUAL_LARGEST_BYTES
from genkan.apps.form.faults import FieldFault
from genkan.apps.form.field import Field, FieldKind, Form
from genkan.apps.pages.filled import PREFIX
from genkan.ui import mark as _

Translate = Callable[[str], str]
LONGEST_SHOWN = 20_000
_LIMITS = _("1つのファイルは{largest}メガバイトまで、{most}個まで添付できます。")
_SHOWN_KINDS = (FieldKind.TEXT, FieldKind.TEXTAREA)


@dataclass(frozen=True)
class Shown:
    """What was entered as Markdown, and whether it goes on beyond what is shown."""

    text: str
    is_cut: bool


def shown_of(text: str) -> Shown:
    """As much of a text as is shown while somebody types."""
    return Shown(text[:LONGEST_SHOWN], len(text) > LONGEST_SHOWN)


@dataclass(frozen=True, kw_only=True)
class FieldView:
    """One field with what stands in it and what is wrong with it; ``inner`` are those of a group."""

    field: Field
    name: str
    value: str
    error: str
    condition: str
    limits: str
    inner: tuple["FieldView", ...] = ()

    @property
    def kind(self) -> FieldKind:
        """How it is drawn."""
        return self.field.kind

    @property
    def largest(self) -> int:
        """How many bytes a file of it may have."""
        return self.field.largest_bytes or USUAL_LARGEST_BYTES

    @property
    def shown(self) -> Shown | None:
        """What stands in it as Markdown, None where the field has no preview."""
        has_preview = self.field.preview and self.field.kind in _SHOWN_KINDS
        return shown_of(self.value) if has_preview else None

    @property
    def options(self) -> list[tuple[str, str]]:
        """The items as the macros of forms take them; one that need not be chosen has an empty one before them."""
        none = [("", "")] if self.field.kind is FieldKind.SELECT and not self.field.required else []
        return [*none, *((item.value, item.title) for item in self.field.items)]

    @property
    def ticked(self) -> list[str]:
        """The values of the boxes that are ticked."""
        return self.value.split(",")


def view_of(
    form: Form, values: Mapping[str, str], faults: tuple[FieldFault, ...], *, translate: Translate
) -> tuple[FieldView, ...]:
    """Every field, with its default where nothing was entered yet."""
    told = {fault.key: translate(fault.sentence).format_map(fault.details) for fault in faults}
    return tuple(_view(field, values, told, translate) for field in form.fields)


def flat(fields: Iterable[FieldView]) -> list[FieldView]:
    """The fields with those of groups among them, in their order."""
    return [each for field in fields for each in (field, *field.inner)]


def _view(
    field: Field, values: Mapping[str, str], told: Mapping[str, str], translate: Translate
) -> FieldView:
    condition = field.visible_when
    return FieldView(
        field=field,
        name=PREFIX + field.key,
        value=values.get(field.key, field.default),
        error=told.get(field.key, ""),
        condition=f"{PREFIX}{condition.key}={','.join(condition.values)}" if condition else "",
        limits=_limits(field, translate) if field.kind is FieldKind.FILE else "",
        inner=tuple(_view(each, values, told, translate) for each in field.fields),
    )


def _limits(field: Field, translate: Translate) -> str:
    largest = f"{(field.largest_bytes or USUAL_LARGEST_BYTES) / 1_000_000:.3g}"
    return translate(_LIMITS).format(largest=largest, most=field.most_files)
