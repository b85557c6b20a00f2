"""文書作成: the fixed parts come from the form, never from a model."""

import pytest

from genkan.apps import CheckOutcome, RunState
from genkan.apps.built_in.document_drafting.body import bare_body, points_in, skeleton
from genkan.apps.built_in.document_drafting.checking import check_points, check_questions
from genkan.apps.built_in.document_drafting.kind import load_kinds
from tests.apps.conftest import Oracle, Runner

FILLED = {
    "subject": "避難訓練について",
    "points": "・12月1日に行う\n・中庭に集合する",
    "number": "例総第1号",
    "date": "2026-11-20",
    "addressee": "各課長　殿",
    "sender": "総務課長",
    "contact": "総務課　例示",
    "question": "避難訓練をしているか。",
}
KINDS = load_kinds()


@pytest.mark.parametrize(
    "line",
    [
        "記",
        "以　上",
        "令和8年11月20日",
        "2026年11月20日",
        "例総第123号",
        "各局総務課長　殿",
        "例示市長 様",
        "担当：例示",
        "件名：訓練",
        "**記**",
        "# 以上",
        "拝啓",
        "連絡先: 00-0000",
    ],
)
def test_a_fixed_part_that_a_model_wrote_is_taken_out(line: str) -> None:
    body, removed = bare_body(f"{line}\n1　日時　12月1日\n{line}")
    assert body == "1　日時　12月1日"
    assert len(removed) == 2


@pytest.mark.parametrize(
    "line",
    [
        "1　記名の方法　名簿に記入する。",
        "殿下の来訪に備える。",
        "第3号様式を用いる。",
        "担当者を決めてください。",
        "12月1日から始めます。",
    ],
)
def test_other_lines_stay(line: str) -> None:
    assert bare_body(line) == (line, ())


def test_points_lose_their_marks_only() -> None:
    assert points_in("・甲\n1. 乙\n\n①丙\n　丁\n2026年に行う") == ("甲", "乙", "丙", "丁", "2026年に行う")


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_skeleton_has_every_point_in_order(kind: object) -> None:
    text = skeleton(("甲の件", "乙の件"), kind)  # pyright: ignore[reportArgumentType]
    assert text.index("甲の件") < text.index("乙の件")


def test_a_point_that_is_left_out_is_named() -> None:
    assert check_points("中庭に集合する。", ("中庭に集合", "名簿を提出")).details == (
        "「名簿を提出」に当たる記述が見当たりません。",
    )
    assert check_points("", ()).outcome is CheckOutcome.PASSED


@pytest.mark.parametrize(
    ("body", "passes"),
    [
        ("問1　甲か。\n\n答　甲です。", True),
        ("問1　甲か。\n答　甲です。\n問2　乙か。", False),
        ("甲です。", False),
        ("問1　甲か。\n答　", False),
    ],
)
def test_each_question_needs_an_answer(body: str, passes: bool) -> None:
    assert (check_questions(body).outcome is CheckOutcome.PASSED) == passes


async def test_every_kind_places_what_was_entered(runner: Runner, oracle: Oracle) -> None:
    oracle.prepare("偽局長　殿\n令和7年1月1日\n1　12月1日に行います。中庭に集合してください。")
    for kind in KINDS.values():
        run = await runner.run("document-drafting", {**FILLED, "kind": kind.id})
        assert run.state is RunState.COMPLETED, run.failure
        placed = [FILLED["subject"], FILLED["contact"], *(FILLED[part] for part in kind.parts)]
        assert [text for text in placed if text not in run.text] == [], kind.id
        assert "偽局長" not in run.text
        assert "令和7年" not in run.text
        assert any("取り除きました" in detail for check in run.checks for detail in check.details)


async def test_what_is_missing_is_named_and_has_its_place(runner: Runner) -> None:
    values = {"kind": "notice", "subject": "訓練", "points": "{{ 7 * 7 }}\n{% for %}"}
    run = await runner.run("document-drafting", values, deployment_id="")
    assert run.state is RunState.COMPLETED, run.failure
    assert "（文書番号）" in run.text
    assert "1　{{ 7 * 7 }}" in run.text
    assert "令和8年11月2日" in run.text
    assert len(run.checks[0].details) == 3
