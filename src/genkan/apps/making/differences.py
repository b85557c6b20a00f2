"""What differs between two versions: facts, form and prompts, line beside line."""

import json
from dataclasses import dataclass

from genkan.apps.form.field import Form
from genkan.apps.form.field_writing import write_field
from genkan.apps.making.content import Content
from genkan.knowledge import Change, LinePair, compare_lines

_MOST_PAIRS = 100_000


@dataclass(frozen=True)
class Difference:
    """One part of an app that is not the same; ``part`` names an attribute of ``Content``."""

    part: str
    pairs: tuple[LinePair, ...]


def differences(old: Content, new: Content) -> tuple[Difference, ...]:
    """Every part that differs, with its lines side by side."""
    before, after = _parts(old), _parts(new)
    return tuple(
        Difference(part, _compared(before[part], after[part]))
        for part in before
        if before[part] != after[part]
    )


def _compared(old: list[str], new: list[str]) -> tuple[LinePair, ...]:
    """The lines that changed; too many to be matched one by one are all shown, the removed before the added."""
    before, after = _without_common_ends(old, new)
    if len(before) * len(after) > _MOST_PAIRS:
        removed = (pair for line in before for pair in compare_lines([line], []))
        return (*removed, *(pair for line in after for pair in compare_lines([], [line])))
    return tuple(pair for pair in compare_lines(before, after) if pair.change is not Change.SAME)


def _without_common_ends(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    most = min(len(old), len(new))
    start = next((place for place in range(most) if old[place] != new[place]), most)
    most -= start
    end = next((place for place in range(most) if old[-1 - place] != new[-1 - place]), most)
    return old[start : len(old) - end], new[start : len(new) - end]


def _parts(content: Content) -> dict[str, list[str]]:
    return {
        "title": [content.title],
        "purpose": [content.purpose],
        "category": [content.category.value],
        "highest_class": [str(int(content.highest_class))],
        "models": list(content.models),
        "ceiling_yen": [str(content.ceiling_yen or "")],
        "longest_answer": [str(content.longest_answer)],
        "searches": [str(content.searches)],
        "collections": [each.title for each in content.collections],
        "checks": list(content.checks),
        "form": _form_lines(content.form),
        "system": content.system.split("\n"),
        "request": content.request.split("\n"),
        "notes": content.notes.split("\n"),
        "examples": _example_lines(content),
    }


def _form_lines(form: Form) -> list[str]:
    """One line for each attribute of each field, as a registration names them, those of groups below their group."""
    fields = [each for field in form.fields for each in (field, *field.fields)]
    lines = [
        f"{field.key} {name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
        for field in fields
        for name, value in write_field(field).items()
    ]
    inside = [f"{field.key} fields: {inner.key}" for field in form.fields for inner in field.fields]
    return [*lines, *inside, f"continues: {json.dumps(form.continues)}"]


def _example_lines(content: Content) -> list[str]:
    return [
        line
        for example in content.examples
        for line in (
            example.title,
            *(f"{key}: {value}" for key, value in example.values.items()),
            *(f"+ {words}" for words in example.holds),
            *(f"- {words}" for words in example.lacks),
        )
    ]
