"""The report says what the numbers allow, in both languages, and nothing more."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

import genkan.trial.paper
from genkan.trial.analysis import Estimate
from genkan.trial.evidence import Evidence
from genkan.trial.gathering import read_evidence
from genkan.trial.numbers import Numbers, numbers_of
from genkan.trial.pack import canonical_numbers, read_numbers
from genkan.trial.paper import (
    Cover,
    Material,
    Said,
    Words,
    as_csv,
    as_text,
    labels,
    write_report,
    write_vendor_part,
)
from genkan.trial.paper.block import Forest, ForestRow
from genkan.trial.paper.lines import phrases, pieces
from genkan.trial.paper.plotting import plot_of
from genkan.trial.paper.printing import print_page
from genkan.trial.paper.recommending import recommend
from genkan.trial.paper.sections import closing

from .story import TRIAL, Deed, events_of, frozen, protocol, story

FOLDER = Path(genkan.trial.paper.__file__).parent
PLAN = protocol(least_votes=100)


@pytest.fixture(scope="module")
def numbers() -> Numbers:
    """The numbers of a small trial as they are published."""
    return read_numbers(
        canonical_numbers(numbers_of(_read(list(story(persons=60, each=6, plan=PLAN))), PLAN))
    )


def _read(deeds: list[Deed]) -> Evidence:
    return read_evidence(TRIAL, events_of(deeds), key=b"k" * 32)


def _paper(numbers: Numbers, language: str) -> str:
    words = Words(language)
    replies = [Said("otsu", "上限の見直しを希望いたします。")]
    told = Material(numbers=numbers, words=words, root="ab" * 32, replies=replies, disclosed="1")
    return as_text(write_report(told, Cover("例示省", "1", "")))


def _spoken() -> Iterator[str]:
    """Every text that is said in a language, and every label."""
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"w", "words", "self"}:
                yield from (each.value for each in node.args[:1] if isinstance(each, ast.Constant))
    for known in (*(getattr(labels, name) for name in dir(labels) if name.isupper()), closing._WEIGHTS):
        yield from known.values()
    yield from re.findall(r'words\("([^"]+)"', (FOLDER / "templates/print.html").read_text("utf-8"))


def test_everything_is_said_in_english_too_with_the_same_places() -> None:
    english = Words("en")._english
    for text in _spoken():
        assert text in english, text
        places = re.findall(r"\{\w+\}", text)
        assert sorted(places) == sorted(re.findall(r"\{\w+\}", english[text])), text


def test_the_report_in_both_languages(numbers: Numbers) -> None:
    japanese, english = _paper(numbers, "ja"), _paper(numbers, "en")
    for heading in (
        "要旨",
        "方法",
        "主たる結果：回答の好ましさ",
        "好まれたが正しくない回答",
        "費用",
        "限界",
        "検証の方法",
    ):
        assert heading in japanese
    assert "上限の見直しを希望いたします。" in english
    assert "職員に好まれた第1群は、試験モデルkou" in japanese
    assert "1週間に短縮できた時間は、自己申告で平均" in japanese
    assert "the time that staff say they saved in a week was" in english
    assert re.findall(r"^\[表(\d+)　", japanese, re.M) == [str(number) for number in range(1, 25)]
    assert re.findall(r"^\[Figure (\d)\. ", english, re.M) == ["1", "2"]
    assert len(japanese.splitlines()) == len(english.splitlines())
    assert len(as_csv(numbers).splitlines()) == 4


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("受け入れられた回答（件）", ["受け", "入れられた", "回答", "（件）"]),
        ("公用文の指摘（千文字当たり）", ["公用文の", "指摘", "（千文字当たり）"]),
        # words between spaces break there
        ("ことのは 70B", ["ことのは 70B"]),
        ("Win rate (interval)", ["Win rate (interval)"]),
    ],
)
def test_a_heading_breaks_between_phrases(heading: str, expected: list[str]) -> None:
    assert phrases(heading) == expected


def test_no_line_of_print_ends_within_an_interval() -> None:
    assert pieces("甲で82.5%（76.8～87.0%）であった")[1::2] == ["（76.8～87.0%）"]
    assert pieces("was 158.0 minutes (137.9–178.1 minutes)")[1::2] == ["(137.9–178.1"]


def test_a_long_name_stands_on_two_lines_of_a_figure() -> None:
    row = ForestRow(
        "例示省行政特化モデル大規模版 Instruct 70B 第3版（第2期）" * 2, Estimate(0.5, 0.4, 0.6), "", "", 1
    )
    block = Forest("id", "", "", "", "", (row, replace(row, label="短い")), ((0.0, "0%"), (1.0, "100%")))
    long, short = plot_of(block).rows
    assert [len(each.label) for each in (long, short)] == [2, 1]
    assert long.label[1][1].endswith("…")
    assert long.label[1][0] < short.y - 12


def test_the_printed_page_fetches_nothing_and_escapes_what_others_wrote(numbers: Numbers) -> None:
    told = Material(numbers=numbers, words=Words("ja"), replies=[Said("otsu", "<script>x</script>")])
    page = print_page(write_report(told, Cover("例示省", "1", "案")))
    assert "<script>" not in page
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert page.count("<circle") == len(numbers.analysis.arms) * 2


def test_a_vendor_reads_its_own_results_and_the_totals_alone(numbers: Numbers) -> None:
    told = Material(numbers=numbers, words=Words("ja"))
    text = as_text(write_vendor_part(told, Cover("例示省", "1", "案"), "otsu"))
    preference = numbers.analysis.preference
    assert preference is not None
    for row in preference.arms:
        assert (Words("ja").share(row.expected.value) in text) == (row.key == "otsu")


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        # fewer votes than the protocol demands: nothing about who is better, and no recommendation
        (
            protocol(least_votes=100_000),
            "計画書に定めた最少の数に達していないため、回答の好ましさの優劣は述べない",
        ),
        (protocol(least_votes=100_000), "推奨を行わない"),
    ],
)
def test_nothing_is_said_before_there_is_enough(plan: object, said: str) -> None:
    assert isinstance(plan, type(PLAN))
    numbers = numbers_of(_read(list(story(persons=30, each=4, plan=plan))), plan)
    assert said in _paper(numbers, "ja")


def test_a_trial_without_a_vote_has_a_report() -> None:
    numbers = read_numbers(canonical_numbers(numbers_of(_read([frozen(PLAN)]), PLAN)))
    assert "集計の対象となる評価がない" in _paper(numbers, "ja")
    assert "Nothing is said about preference" in _paper(numbers, "en")


def test_the_recommendation_follows_the_declared_weights(numbers: Numbers) -> None:
    found = recommend(numbers.analysis, PLAN)
    assert found is not None
    assert [round(case.weight, 3) for case in found.use_cases] == [0.667, 0.333]
    by_task = [{key: each.value for key, each in case.arms} for case in found.use_cases]
    for key, estimate in found.declared.arms:
        assert estimate.value == pytest.approx((2 * by_task[0][key] + by_task[1][key]) / 3)
    assert {variant.rule for variant in found.variants} >= {
        "equal",
        "by_votes",
        "doubled",
        "without",
        "ties_otherwise",
    }
    for case in found.use_cases:
        assert case.recommended[0] == case.arms[0][0]
    nothing = msgspec.structs.replace(numbers.analysis, groups=())
    assert recommend(nothing, PLAN) is None
    alone = recommend(nothing, msgspec.structs.replace(PLAN, tasks=PLAN.tasks[:1]))
    primary = numbers.analysis.preference
    assert alone is not None
    assert primary is not None
    assert alone.use_cases[0].weight == 1
    assert dict(alone.declared.arms) == {row.key: row.expected for row in primary.arms}
