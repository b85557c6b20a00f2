"""What an answer may and may not turn into."""

import pytest
from bs4 import BeautifulSoup

from genkan.ui import Citation, render_markdown

REFUSED = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<b>太字</b>",
    "![画像](https://example.com/leak?q=secret)",
    "[押す](javascript:alert(1))",
    "[押す](data:text/html;base64,PHNjcmlwdD4=)",
    "<https://example.com/' onclick='x>",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "| a |\n|---|\n| <iframe src=x> |",
]


@pytest.mark.parametrize("text", REFUSED)
def test_nothing_active_comes_through(text: str) -> None:
    html = render_markdown(text).replace("&lt;", "‹")
    for forbidden in (
        "<script",
        "<img",
        "<iframe",
        "<b>",
        'href="javascript',
        'href="data',
        " onclick=",
        " onerror=",
    ):
        assert forbidden not in html.replace("‹img src=x onerror=", "").replace("' onclick='", "")


def test_an_address_in_the_text_stays_text() -> None:
    assert render_markdown("https://example.com を参照") == "<p>https://example.com を参照</p>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[規程](https://example.go.jp/rules)", "規程（https://example.go.jp/rules）"),
        ("[規程](https://example.go.jp/rules '旅費')", "規程（https://example.go.jp/rules）"),
        ("<https://example.go.jp/rules>", "https://example.go.jp/rules"),
        ("<mail@example.go.jp>", "mail@example.go.jp"),
        ("[**一**](/sign-out)と[二](//example.com)", "<strong>一</strong>（/sign-out）と二（//example.com）"),
        ("[一](#source-1)", "一（#source-1）"),
        ('[一](https://example.com/?"onclick=x)', "一（https://example.com/?%22onclick=x）"),
    ],
)
def test_a_written_link_is_shown_and_leads_nowhere(text: str, html: str) -> None:
    assert render_markdown(text) == f"<p>{html}</p>\n"


def test_a_citation_leads_nowhere_outside() -> None:
    html = render_markdown("[1]", resolve=lambda _number, _nth: Citation("https://example.com/"))
    assert "href" not in html


def test_headings_stay_below_those_of_the_page() -> None:
    assert render_markdown("# 一\n\n##### 五") == "<h3>一</h3>\n<h6>五</h6>\n"


def test_line_ends_are_kept() -> None:
    assert render_markdown("一\n二") == "<p>一<br>\n二</p>\n"


def test_columns_of_figures_are_aligned_by_class() -> None:
    html = render_markdown("| 区分 | 額 |\n|:--|--:|\n| 甲 | 2,600円 |")
    assert '<td class="numeric">2,600円</td>' in html
    assert "style" not in html


def test_sources_at_the_foot_stay_readable() -> None:
    assert "[1]: 旅費規程" in render_markdown("支給します[1]。\n\n[1]: 旅費規程")


class TestCitations:
    @staticmethod
    def resolve(number: int, nth: int) -> Citation | None:
        if number == 1:
            return Citation("#source-1", "旅費規程 第十二条", "" if nth == 0 else "引用が条文と一致しません")
        return Citation("", failure="その条はありません") if number == 2 else None

    def render(self, text: str) -> str:
        return render_markdown(text, resolve=self.resolve)

    def test_a_sound_citation_is_a_link_to_its_source(self) -> None:
        assert self.render("支給する[1]。") == (
            '<p>支給する<a class="citation" href="#source-1" title="旅費規程 第十二条" rel="noopener noreferrer">'
            "[1]</a>。</p>\n"
        )

    def test_each_occurrence_has_its_own_verdict(self) -> None:
        html = self.render("甲[1]。\n\n乙[1]。")
        assert html.count("citation-failed") == 1
        assert "（引用が条文と一致しません）" in html

    def test_a_failing_one_is_said_beside_the_claim(self) -> None:
        assert self.render("甲[2]") == (
            '<p>甲<span class="citation citation-failed">[2]</span>'
            '<span class="citation-note">（その条はありません）</span></p>\n'
        )

    def test_a_number_without_a_source_says_so(self) -> None:
        assert "（出典なし）" in self.render("甲[9]")

    def test_a_mark_leads_to_what_failed(self) -> None:
        failed = Citation("#source-1", "旅費規程", 'その"条"はない', mark="※1", detail="#check-1")
        html = render_markdown("甲[1]", resolve=lambda _number, _nth: failed)
        note = BeautifulSoup(html, "html.parser").select_one("a.citation-note")
        assert (note.text, note["href"], note["title"]) == ("※1", "#check-1", 'その"条"はない')

    def test_several_in_a_row_and_before_parentheses(self) -> None:
        html = self.render("甲[1][2](注)")
        assert html.count(">[1]<") == html.count(">[2]<") == 1
        assert "(注)" in html

    def test_code_is_left_alone(self) -> None:
        assert self.render("`a[1]`") == "<p><code>a[1]</code></p>\n"

    def test_a_title_cannot_break_out(self) -> None:
        html = render_markdown("[1]", resolve=lambda _number, _nth: Citation('#"><script>', '"><script>'))
        assert "<script" not in html

    def test_without_a_resolver_brackets_are_text(self) -> None:
        assert render_markdown("甲[1]") == "<p>甲[1]</p>\n"
