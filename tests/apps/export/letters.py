"""Outputs to export."""

from datetime import date

from genkan.apps.output import Check, CheckOutcome, Output

DAY = date(2026, 11, 22)
TITLE = "旅費規程の改正"

LETTER = """例総第123号
令和8年11月22日

各課室長　殿

例示省大臣官房総務課長
（公印省略）

## 旅費規程の改正について（通知）

標記について、下記のとおり改正したので通知します。

記

1　改正の内容
(1)　日当の額を**「3,000円」**に改める。
ア　令和9年4月1日から適用する。

| 区分 | 改正前 | 改正後 |
|---|--:|--:|
| 日当 | 2,600 | 3,000 |
| 宿泊料 | △1,000 | 12.5% |

- 添付資料
  - 新旧対照表

以上
"""

OUTPUT = Output(
    LETTER,
    checks=(
        Check("数字の照合", CheckOutcome.NOTICE, ("「3,000」は元の資料にありません。",)),
        Check("見出しの網羅", CheckOutcome.PASSED),
    ),
    notices=("長い資料のため、3つの部分に分けて読みました。",),
)

HOSTILE = [
    "x" * 100_000,
    "\x00\x01\x1b[31m本文\ud800\ufffe\u202e",
    "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n<style>@page{size:A0}</style>",
    "[押す](javascript:alert(1)) ![絵](file:///etc/passwd) <https://example.go.jp> [x](file:///etc/passwd)",
    "\n".join("  " * depth + "- 深い" for depth in range(60)),
    "> " * 200 + "引用",
    "# " * 50 + "見出し",
    "| a |\n|---|\n" + "| b |\n" * 1_000,
    "|" + " a |" * 60 + "\n|" + "---|" * 60 + "\n",
    "1. \n2.\n-\n",
    "{{ 7 * 7 }} {% raw %} </style></body>",
    "*" * 2_000 + "強調" + "*" * 2_000,
]
