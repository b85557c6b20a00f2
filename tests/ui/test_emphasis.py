"""Bold and italics where Japanese text has no spaces around them."""

import pytest

from genkan.ui import render_markdown

STRONG = [
    ("**「重要」**です", "<strong>「重要」</strong>です"),  # closing bracket inside, kana outside
    ("これは**「重要」**です", "これは<strong>「重要」</strong>です"),  # brackets inside, kana on both sides
    ("これは**重要**です", "これは<strong>重要</strong>です"),  # letters only
    ("**注意：**必ず確認", "<strong>注意：</strong>必ず確認"),  # full-width colon inside
    ("**終わり。**次に", "<strong>終わり。</strong>次に"),  # full stop inside
    ("**一、**二", "<strong>一、</strong>二"),  # comma inside
    ("**本当？**はい", "<strong>本当？</strong>はい"),  # question mark inside
    (
        "**第十二条（日当）**による",
        "<strong>第十二条（日当）</strong>による",
    ),  # full-width parentheses inside
    ("**旅費(国内)**の額", "<strong>旅費(国内)</strong>の額"),  # ASCII parentheses inside
    ("額は**（税込）**とする", "額は<strong>（税込）</strong>とする"),  # parentheses at both ends
    ("『規程』**『細則』**『要領』", "『規程』<strong>『細則』</strong>『要領』"),  # brackets on both sides
    ("**100%**です", "<strong>100%</strong>です"),  # ASCII punctuation inside, kana outside
    ("率は**“約5割”**です", "率は<strong>“約5割”</strong>です"),  # quotation marks of both worlds
    ("**`コード`**を実行", "<strong><code>コード</code></strong>を実行"),  # code inside
    ("**A社**と**B社**の比較", "<strong>A社</strong>と<strong>B社</strong>の比較"),  # twice in one line
    ("**重要…**です", "<strong>重要…</strong>です"),  # ellipsis inside
    ("***「最重要」***です", "<em><strong>「最重要」</strong></em>です"),  # both at once
    ("*「強調」*です", "<em>「強調」</em>です"),  # one star
]
PLAIN = [
    ("2 * 3 * 4", "2 * 3 * 4"),  # stars between spaces are not markers
    ("** 重要 **です", "** 重要 **です"),  # spaces inside, as CommonMark says
    ("snake_case_名", "snake_case_名"),  # underscores inside a word
    (r"\*\*文字\*\*です", "**文字**です"),  # escaped
    ("**閉じない", "**閉じない"),  # opened and never closed
]


@pytest.mark.parametrize(("text", "html"), STRONG + PLAIN)
def test_japanese_emphasis(text: str, html: str) -> None:
    assert render_markdown(text) == f"<p>{html}</p>\n"
