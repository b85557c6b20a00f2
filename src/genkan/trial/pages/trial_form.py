"""The form of a protocol: what was typed, by the names of its fields."""

from dataclasses import replace

from starlette.datastructures import FormData

from genkan.trial.protocol import ProtocolDraft, draft_from, value_names

MOST_ROWS = 60
_ARM = (
    *("name", "deployment", "title", "build", "parameters", "highest_class"),
    *("joins_on", "leaves_on", "shadow_price_in", "shadow_price_out"),
)
_ROWS = {
    "organisations": ("organisation", ("organisation", "title", "staff")),
    "arms": ("arm", _ARM),
    "tasks": ("task", ("task", "title", "mode", "weight")),
}
_BOXES = ("exclusions.without_vendors_staff",)


def typed_draft(form: FormData) -> ProtocolDraft:
    """The draft that was sent; rows without content are dropped, further fields are not looked at."""
    values = {name: _text(form, name) for name in value_names() if name in form or name in _BOXES}
    exclusions = {name.partition(".")[2]: text for name, text in values.items() if "." in name}
    chosen = {name: _texts(form, name) for name in ("information_classes", "secondary")}
    rows = {name: _rows(form, kind, fields) for name, (kind, fields) in _ROWS.items()}
    return draft_from({**values, "exclusions": exclusions, **chosen, **rows})


def with_empty_rows(draft: ProtocolDraft) -> ProtocolDraft:
    """The draft with an empty row at the end of each list, to be filled in."""
    return replace(
        draft,
        organisations=(*draft.organisations, {})[:MOST_ROWS],
        arms=(*draft.arms, {})[:MOST_ROWS],
        tasks=(*draft.tasks, {})[:MOST_ROWS],
    )


def _rows(form: FormData, kind: str, fields: tuple[str, ...]) -> list[dict[str, str]]:
    key = fields[0]
    return [
        {name: _text(form, f"{kind}.{row}.{name}") for name in fields}
        for row in range(1, MOST_ROWS + 1)
        if f"{kind}.{row}.{key}" in form
    ]


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _texts(form: FormData, name: str) -> list[str]:
    return [value for value in form.getlist(name) if isinstance(value, str)]
