"""The choice grader on the 200 answers that a person read, and on what else is said of choices."""

import json
from pathlib import Path

import pytest

from genkan.evaluation import Expectation, Outcome, chosen_place, grade
from genkan.evaluation.graders.choosing import NOTHING_FITS, chosen_labels
from genkan.evaluation.graders.labels import Labels

ANSWERS = Path(__file__).parents[3] / "benchmarks" / "questions" / "choice_answers.jsonl"
CHOICES = (
    "内国会社は三月以内に提出する",
    "外国会社は六月以内に提出する必要がある",
    "登録の申請を要する",
    "届出の手続は不要である",
)


def test_every_answer_is_read_as_a_person_reads_it() -> None:
    misread = {}
    lines = ANSWERS.read_text("utf-8").splitlines()
    for line in lines:
        row = json.loads(line)
        chosen = chosen_labels(row["answer"], Labels.of(["A"]), CHOICES)
        letters = "" if chosen is None else "".join("-ABCD"[place] for place in sorted(chosen))
        if letters != row["reads"]:
            misread[row["answer"]] = letters
    assert len(lines) == 200
    assert misread == {}


@pytest.mark.parametrize(
    ("key", "answer", "outcome"),
    [
        # spellings of one place
        ("b", "答え：ア", Outcome.WRONG),
        ("b", "答え：イ", Outcome.CORRECT),
        ("イ", "答え：2", Outcome.CORRECT),
        ("2", "正解は（ｂ）です。", Outcome.CORRECT),
        ("②", "二が正しい。", Outcome.CORRECT),
        # イロハ: a label of one row is nothing of the other
        ("ロ", "答え：ロ", Outcome.CORRECT),
        ("ロ", "答え：2", Outcome.CORRECT),
        ("イ", "答え：ロ", Outcome.WRONG),
        # the words of the choice alone, and with other words of it
        ("b", "外国会社は6月以内に提出する必要がある。", Outcome.CORRECT),
        ("b", "外国会社は、六月以内に提出する必要があると考えます。", Outcome.CORRECT),
        ("b", "登録の申請を要する", Outcome.WRONG),
        # the words of two choices decide for neither
        ("b", "登録の申請を要するか、届出の手続は不要であるかが問題である。", Outcome.NO_ANSWER),
        # a number that counts is no label
        ("c", "答え：3年以内に提出する。", Outcome.NO_ANSWER),
        ("c", "答えは3つあります。", Outcome.NO_ANSWER),
        ("a", "アメリカの制度が正しい。", Outcome.NO_ANSWER),
        ("a", "An answer requires a careful reading.", Outcome.NO_ANSWER),
        # beyond the choices: an answer, and not the right one
        ("b", "答え：E", Outcome.WRONG),
        # denied, supposed, asked
        ("b", "答えはbではありません。", Outcome.NO_ANSWER),
        ("b", "答えはbでしょうか？", Outcome.NO_ANSWER),
        ("b", "答えがbなら、期限は六月である。", Outcome.NO_ANSWER),
        ("b", "答えはbではなくcである。", Outcome.WRONG),
        # the last statement counts
        ("b", "答え：a\n\n見直した結果、誤りに気付いた。\n\n答え：b", Outcome.CORRECT),
        # none is right: said, and wrong where one is
        ("b", "該当なし", Outcome.WRONG),
        ("b", "申し訳ありませんが、判断できません。", Outcome.NO_ANSWER),
        ("b", "", Outcome.NO_ANSWER),
    ],
)
def test_outcomes(key: str, answer: str, outcome: Outcome) -> None:
    assert grade(Expectation("choice", CHOICES, (key,)), answer).outcome is outcome


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("答え：aとc", Outcome.CORRECT),
        ("正解は(1)及び(3)です。", Outcome.CORRECT),
        ("ANSWER: C, A", Outcome.CORRECT),
        ("答え：a", Outcome.WRONG),  # one of two
        ("答え：a、b、c", Outcome.WRONG),  # one too many
    ],
)
def test_several_keys(answer: str, outcome: Outcome) -> None:
    assert grade(Expectation("choice", CHOICES, ("a", "c")), answer).outcome is outcome


def test_a_key_that_is_no_label_is_a_fault_of_the_question() -> None:
    found = grade(Expectation("choice", CHOICES, ("登録",)), "答え：c")
    assert (found.outcome, found.score) == (Outcome.FAILED, None)


def test_the_place_for_tables() -> None:
    expectation = Expectation("choice", CHOICES, ("b",))
    places = [chosen_place(expectation, each) for each in ("答え：c", "答え：AとB", "該当なし", "さあ")]
    assert places == [3, None, None, None]
    assert frozenset({0}) == NOTHING_FITS
