"""The first day of a new user: from the command in an empty folder to a cited answer, a comparison and its proof."""

import json
import re
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.installation import Installation, links_in, new_installation, sign_in

QUESTION = "文書の保存期間はいつから数え始めますか。"


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    made = new_installation(tmp_path)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.stop(signal.SIGKILL)


def test_a_first_day(installation: Installation, browser: Browser) -> None:
    staff_link, administrator_link = links_in(installation.start())
    staff = sign_in(browser, staff_link)
    _ask_and_check_the_citation(staff)
    _compare_vote_and_reveal(staff, installation)
    _read_the_report(sign_in(browser, administrator_link), installation)
    _reload_after_a_restart(staff, installation)
    assert installation.stop() == 0
    _prove_the_ledger(installation)


def _ask_and_check_the_citation(page: Page) -> None:
    page.get_by_label("規程について質問する").fill(QUESTION)
    page.get_by_role("button", name="質問する").click()
    expect(page.get_by_text("出典の照合")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("確認できないもの 0件")).to_be_visible()
    answer = page.locator(".answer").first
    expect(answer).to_contain_text("翌年度の四月一日とする")
    page.locator(".sources a", has_text="例示省行政文書管理規程第十二条").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("第十二条（保存期間）")
    expect(page.locator("main")).to_contain_text("翌年度の四月一日とする")


def _compare_vote_and_reveal(page: Page, installation: Installation) -> None:
    page.goto(f"{installation.address}/compare")
    page.get_by_label("質問", exact=False).first.fill(
        "出張から帰ったら、いつまでに精算しなければなりませんか。"
    )
    page.locator("main form input[type=radio]").first.check()
    page.get_by_role("button", name="2つの回答を作成する").click()
    expect(page.get_by_text("回答の評価")).to_be_visible(timeout=30_000)
    assert "抽出回答（簡潔）" not in page.content()
    page.get_by_label("3", exact=False).first.check()
    page.get_by_role("button", name="この評価を送信する").click()
    expect(page.get_by_role("button", name=re.compile("名称|モデル|明かす"))).to_be_visible()
    page.get_by_role("button", name=re.compile("名称|モデル|明かす")).click()
    expect(page.locator("main")).to_contain_text("抽出回答（簡潔）")


def _read_the_report(page: Page, installation: Installation) -> None:
    page.goto(f"{installation.address}/trial/report")
    expect(page.locator("main")).to_contain_text("抽出回答（簡潔）")
    expect(page.locator("main svg[role=img]").first).to_be_visible()


def _reload_after_a_restart(page: Page, installation: Installation) -> None:
    installation.stop()
    printed = installation.start()
    assert links_in(printed) == []
    page.goto(f"{installation.address}/conversations")
    page.get_by_role("link", name=QUESTION).first.click()
    expect(page.locator(".answer").first).to_contain_text("翌年度の四月一日とする")


def _prove_the_ledger(installation: Installation) -> None:
    verified = installation.run("ledger", "verify")
    assert (verified.returncode, "書かれたときのままです" in verified.stdout) == (0, True), verified.stdout
    report = json.loads(installation.run("trial", "report", "--format", "json").stdout)
    assert "抽出回答" in json.dumps(report, ensure_ascii=False)
    altered = _alter_a_vote(installation.folder / "genkan-data" / "genkan.sqlite3")
    refuted = installation.run("ledger", "verify")
    assert refuted.returncode == 1
    assert altered in refuted.stdout


def _alter_a_vote(path: Path) -> str:
    """Change a recorded vote by hand, past the guards; returns the id of its row."""
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER append_only_ledger_event_update")
        (row,) = connection.execute(
            "SELECT id FROM ledger_event WHERE kind = 'trial:comparison:voted'"
        ).fetchone()
        connection.execute(
            "UPDATE ledger_event SET details = replace(details, 'both_good', 'a') WHERE id = ?", (row,)
        )
    connection.close()
    return str(row)
