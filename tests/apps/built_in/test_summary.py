"""要約 without a model: an outline with the figures, and nothing cut silently."""

from genkan.apps.built_in.summary.outline import MOST_ROWS, outline
from tests.apps.conftest import Oracle, Runner


def test_each_heading_stands_with_the_sentence_below_it() -> None:
    text = outline("# 報告\n\n## 費用\n\n端末に2,400万円を要した。次の文。\n\n## 課題\n\n拡大する。")
    assert "- **費用**　端末に2,400万円を要した。" in text
    assert "- **報告**\n" in text
    assert "次の文" not in text


def test_without_headings_each_paragraph_gives_its_first_sentence() -> None:
    assert "- 一つ目。\n- 三つ目。" in outline("一つ目。二つ目。\n三つ目。")


def test_figures_are_listed_with_their_sentence() -> None:
    assert "| 金額 | 1,200万円 | 予算は1,200万円である。 |" in outline("予算は1,200万円である。")
    assert "見付かりませんでした" in outline("予算はない。")


def test_what_is_not_shown_is_counted() -> None:
    text = outline("\n".join(f"{number}円である。" for number in range(MOST_ROWS + 7)))
    assert "ほか7件は表示していません。" in text


async def test_a_planted_number_and_a_left_out_heading_are_found(runner: Runner, oracle: Oracle) -> None:
    oracle.prepare("予算は1,500万円である。")
    source = "# 予算\n\n予算は1,200万円である。\n\n# 広報の計画\n\n春に行う。"
    run = await runner.run("summary", {"text": source, "length": "short", "shape": "points"})
    details = [detail for check in run.checks for detail in check.details]
    assert "「1500」は元の資料にありません。" in details
    assert "見出し「広報の計画」に当たる記述が見当たりません。" in details
