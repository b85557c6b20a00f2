"""What the pages of made apps say, in Japanese and in English."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from genkan.apps import events
from genkan.apps.checks import CHECKS
from genkan.apps.form.field import FieldKind
from genkan.apps.making import errors, reading_in
from genkan.apps.making.content import Content
from genkan.apps.making.differences import differences
from genkan.apps.making.made_app import VersionState
from genkan.apps.making.use_case import kinds_of_work
from genkan.apps.pages.making_wording import CHECK_NAMES, FIELD_KINDS, PARTS, VERSION_STATES
from genkan.governance.ledger.wording import kind_in_japanese
from genkan.knowledge import Change
from genkan.ui import Translations
from tests.apps.making.conftest import changed, drafted


def sentences() -> Iterator[str]:
    """What is told of faults of an app."""
    for path in Path(errors.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ContentFault":
                yield from (each.value for each in node.args[1:2] if isinstance(each, ast.Constant))


def test_there_are_words_for_everything() -> None:
    assert set(CHECK_NAMES) == CHECKS
    assert set(FIELD_KINDS) == set(FieldKind)
    assert set(VERSION_STATES) == set(VersionState)
    assert set(PARTS) | {"proposed_by"} == set(Content.__dataclass_fields__)


def test_every_fault_and_kind_of_work_has_english() -> None:
    catalogue = Translations().catalogue("en")
    told = {*sentences(), reading_in._KEY_UNFIT, *reading_in._ATTRIBUTES.values()}
    told |= {text for kind in kinds_of_work() for text in (kind.title, kind.explanation)}
    assert len(told) > 30
    assert not {text for text in told if catalogue.gettext(text) == text}


@pytest.mark.parametrize("kind", [*events.TeamEvent, *events.MakingEvent])
def test_the_ledger_has_words_for_each_deed(kind: str) -> None:
    assert kind_in_japanese(kind).isascii() is False
    assert not any(word.isascii() for word in kind_in_japanese(kind).split("・"))


def test_differences_are_told_part_by_part() -> None:
    old = drafted()
    new = changed(old, title="別の名称", request=old.request.replace("## 文章", "## 元の文章"), searches=True)
    found = {each.part: each.pairs for each in differences(old, new)}
    assert set(found) == {"title", "request", "searches"}
    (pair,) = found["request"]
    assert pair.change is Change.CHANGED
    assert "".join(run.text for run in pair.new if run.changed) == "元の"
    assert differences(old, old) == ()


def test_very_many_lines_are_all_shown() -> None:
    old, new = drafted(), changed(drafted(), request="\n".join(f"行{n}" for n in range(9_000)))
    wide = changed(old, request="\n".join(f"列{n}" for n in range(9_000)))
    (found,) = differences(wide, new)
    assert [each.change for each in found.pairs] == [Change.REMOVED] * 9_000 + [Change.ADDED] * 9_000
