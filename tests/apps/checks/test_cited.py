"""Statements without a source are found; headings, tables and words about what is missing need none."""

import pytest

from genkan.apps import CheckOutcome
from genkan.apps.checks.cited import check_cited


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("職員は七日以内に精算する必要がある[1]。", 0),
        ("職員は七日以内に精算する必要がある。[1]", 0),
        ("職員は七日以内に旅費を精算する。", 1),
        ("職員は七日以内に旅費を精算する[1]。期限を過ぎると支給されない。", 1),
        ("## 職員の旅費の精算の期限について", 0),
        ("費用の上限は、示された条文からは確認できません。", 0),
        ("- 期限は七日以内である[1][2]\n- 違反には罰則がある場合が多い", 1),
        ("| 条 | 内容 |\n|---|---|\n| 第三条 | 七日以内に精算[1] |", 0),
        ("職員は、申請書を提出する必要があります。", 1),
        ("| 条の番号 | 定められている内容 |\n|---|---|\n| 第三条 | 七日以内に旅費を精算 |", 1),
        ("> 第三条　職員は、七日以内に旅費を精算する。", 0),
        ("以上。", 0),
        ("", 0),
    ],
)
def test_each_statement_needs_a_source(text: str, bare: int) -> None:
    check = check_cited(text)
    assert len(check.details) == bare
    assert check.outcome is (CheckOutcome.FAILED if bare else CheckOutcome.PASSED)
