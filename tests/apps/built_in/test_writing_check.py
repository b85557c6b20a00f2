"""公用文チェッカー as an app: the rules' findings by text and file, and a model's suggestions apart from them."""

import pytest

from genkan.apps import CheckOutcome, GivenFile
from tests.apps.conftest import Oracle, Runner

FORM = {"kind": "document", "quotations": "no"}
TEXT = "標記について、下記の通り実施する。\n担当課は、12月10日までに回答がされる。"
RULES, SUGGESTED = "## 決まりによる指摘", "## 生成AIの提案"


def parts_of(text: str) -> tuple[str, str]:
    """What the rules say, and what stands under the heading of the suggestions."""
    rules, _, suggested = text.partition(SUGGESTED)
    return rules, suggested


async def test_findings_have_place_reason_and_source_and_suggestions_stand_apart(
    runner: Runner, oracle: Oracle
) -> None:
    oracle.prepare("回答がされる ⇒ 回答する ⇒ 主語と述語が対応していません。")
    run = await runner.run("writing-check", {"text": TEXT, **FORM})
    rules, suggested = parts_of(run.text)
    assert "| 誤り　1行11字 | 通り | とおり |" in rules
    assert "「公用文における漢字使用等について」（平成22年内閣訓令第1号）" in rules
    assert "下記のとおり実施する。" in rules
    assert "回答する" not in rules
    assert "公用文の決まりによる指摘ではありません" in suggested
    assert "| 2行 | 回答がされる | 回答する | 主語と述語が対応していません。 |" in suggested
    assert "常用漢字" not in suggested


# (what a model says, why it is left out)
LEFT_OUT = [
    ("回答を返す ⇒ 回答する ⇒ 短くなります。", "「回答を返す」は文章にないため、載せていません。"),
    (
        "12月10日まで ⇒ 12月11日まで ⇒ 曜日です。",
        "「12月10日まで」の提案は数字を変えるため、載せていません。",
    ),
    ("全体に良い文章です。", "「全体に良い文章です。」は、提案の形になっていないため載せていません。"),
]


@pytest.mark.parametrize(("said", "told"), LEFT_OUT)
async def test_what_cannot_be_placed_is_left_out_and_told(
    runner: Runner, oracle: Oracle, said: str, told: str
) -> None:
    oracle.prepare(said)
    run = await runner.run("writing-check", {"text": TEXT, **FORM})
    assert "生成AIの提案はありません。" in parts_of(run.text)[1]
    assert run.checks[0].outcome is CheckOutcome.NOTICE
    assert run.checks[0].details == (told,)


async def test_without_a_model_there_is_no_suggestion_and_every_file_has_its_own_findings(
    runner: Runner, oracle: Oracle
) -> None:
    files = {
        "documents": (
            GivenFile("甲.txt", "会議を行なう。".encode()),
            GivenFile("乙.txt", "会議を開きます。".encode()),
        )
    }
    run = await runner.run("writing-check", {"text": TEXT, **FORM}, files=files, deployment_id="")
    assert SUGGESTED not in run.text
    assert oracle.asked == []
    headings = [line for line in run.text.splitlines() if line.startswith(RULES)]
    assert headings == [RULES, f"{RULES}　甲.txt", f"{RULES}　乙.txt"]
    assert "| 誤り　1行4字 | 行なう |" in run.text
    assert "文末の文体" not in run.text, "the texts are not mixed with one another"


async def test_the_kind_of_text_decides_which_rules_count(runner: Runner) -> None:
    text = "申し込みは、令和八年四月一日から行う。"
    found: dict[str, tuple[bool, bool]] = {}
    for kind in ("document", "public", "regulation"):
        run = await runner.run(
            "writing-check", {"text": text, "kind": kind, "quotations": "no"}, deployment_id=""
        )
        found[kind] = ("申込み" in run.text, "算用数字で書きます" in run.text)
    assert found == {"document": (True, True), "public": (False, True), "regulation": (True, False)}
