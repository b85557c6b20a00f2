"""What people do in a browser so that there is a page to look at; each gives the path of that page."""

import re

from playwright.sync_api import Page

REGULATION = "---\ntitle: 例示省試験規程\norganisation: 例示省\n---\n\n#### 第一条（目的）\n\nこの規程は、試験について定める。\n"


def conversation(page: Page, address: str) -> str:
    """A question with its answer."""
    page.goto(f"{address}/chat")
    page.locator("main textarea").first.fill("文書の保存期間はいつから数え始めますか。")
    page.get_by_role("button", name="質問する").click()
    page.wait_for_selector("text=出典の照合", timeout=30_000)
    return page.url.removeprefix(address)


def comparison(page: Page, address: str) -> str:
    """Two answers side by side, before the vote."""
    page.goto(f"{address}/compare")
    page.locator("main textarea").first.fill("在宅勤務は週に何日までできますか。")
    page.locator("main form input[type=radio]").first.check()
    page.get_by_role("button", name="2つの回答を作成する").click()
    page.wait_for_selector("text=回答の評価", timeout=30_000)
    return page.url.removeprefix(address)


def versions(page: Page, address: str) -> str:
    """The comparison of two versions of a regulation that has several."""
    contents = first_link(page, address, "/regulations?q=テレワーク", "/regulations/0")
    page.goto(address + contents)
    return str(page.locator("main a[href*='/comparison']").first.get_attribute("href"))


def upload(page: Page, address: str) -> str:
    """A regulation that is being loaded into a collection."""
    page.goto(f"{address}/administration/knowledge")
    page.locator("main details:has(input[type=file]) summary").first.click()
    file = {"name": "規程.md", "mimeType": "text/markdown", "buffer": REGULATION.encode()}
    page.locator("main input[type=file]").first.set_input_files(file)
    page.locator("main form:has(input[type=file]) button[type=submit]").first.click()
    page.wait_for_url("**/uploads/*")
    return page.url.removeprefix(address).partition("?")[0]


def group(page: Page, address: str) -> str:
    """A group of an organisation; the path is that of its page."""
    page.goto(f"{address}/administration/groups")
    page.locator("main input[name=title]").fill("法令審査班")
    page.locator("main form button.button-primary").first.click()
    return first_link(page, address, "/administration/groups", "/administration/groups/0")


def key(page: Page, address: str) -> str:
    """An API key."""
    page.goto(f"{address}/administration/keys/new")
    page.locator("main input[name=title]").fill("検索連携")
    page.locator("main form button.button-primary").first.click()
    return first_link(page, address, "/administration/keys", "/administration/keys/0")


def first_link(page: Page, address: str, path: str, prefix: str) -> str:
    """Where the first link of a page leads that begins so."""
    page.goto(address + path)
    return str(page.locator(f"main a[href^='{prefix}']").first.get_attribute("href"))


def inquiries(officer: Page, address: str) -> dict[str, tuple[str, str]]:
    """A case with everything that a letter can hold, the queue in which it stands, and a topic."""
    officer.goto(f"{address}/inquiries/topics")
    officer.get_by_role("button", name="標準の分類を取り込む").click()
    officer.wait_for_url(re.compile("done=added"))
    topic = str(officer.locator("main tbody a").first.get_attribute("href"))
    officer.goto(f"{address}/inquiries/new")
    officer.check("input[value=telephone]")
    officer.fill("#text", "開示請求の手数料はいくらですか。電話は090-1234-5678です。答えないなら殺してやる。")
    officer.get_by_role("button", name="登録する").click()
    officer.wait_for_url(re.compile("done=received"))
    case = officer.url.removeprefix(address)
    return {
        name: ("sakura.rei", path)
        for name, path in (
            ("case", case),
            ("queue", "/inquiries"),
            ("topic", topic),
            ("erasure", f"{case.partition('?')[0]}/erasure"),
        )
    }


def list_and_reply(officer: Page, address: str) -> dict[str, tuple[str, str]]:
    """A list of letters that was looked at, and the reply to a case of the sample for which somebody decides."""
    officer.goto(f"{address}/inquiries/imports")
    content = "照会の内容,受付日\n会議室を借りるには、どうすればよいですか。,2026-10-01\n".encode()
    officer.set_input_files(
        "input[type=file]", {"name": "照会.csv", "mimeType": "text/csv", "buffer": content}
    )
    officer.locator("main form button[type=submit]").first.click()
    officer.wait_for_url(re.compile("/inquiries/imports/0"))
    listed = officer.url.removeprefix(address).partition("?")[0]
    case = first_link(officer, address, "/inquiries?state=assigned", "/inquiries/0").partition("?")[0]
    return {"list": ("sakura.rei", listed), "reply": ("sakura.rei", f"{case}/reply")}


def block(supervisor: Page, address: str) -> str:
    """A building block of replies."""
    supervisor.goto(f"{address}/inquiries/blocks")
    supervisor.fill("#label", "会議室の利用")
    supervisor.fill("#text", "会議室は、使用する日の3日前までに申請してください。")
    supervisor.locator("main form:has(#label) button[type=submit]").click()
    supervisor.wait_for_url(re.compile("done="))
    return first_link(supervisor, address, "/inquiries/blocks", "/inquiries/blocks/0")


def faqs(officer: Page, address: str) -> dict[str, tuple[str, str]]:
    """An entry of the sample, and the draft of one of an answered case."""
    entry = first_link(officer, address, "/inquiries/faq", "/inquiries/faq/0")
    case = first_link(officer, address, "/inquiries?state=answered", "/inquiries/0").partition("?")[0]
    return {"faq": ("sakura.rei", entry), "faq_new": ("sakura.rei", f"{case}/faq")}


def public_form(supervisor: Page, address: str) -> dict[str, tuple[str, str]]:
    """The public form, opened, and the page on which citizens look their inquiries up."""
    supervisor.goto(f"{address}/inquiries/form")
    supervisor.check("#is_open")
    supervisor.fill("#address_name", "reiji")
    supervisor.get_by_role("button", name="保存する").click()
    supervisor.wait_for_url(re.compile("done=kept"))
    return {
        "public_form": ("midori.rei", "/ask/reiji"),
        "look_up": ("midori.rei", "/ask/reiji/status"),
        "public_faq": ("midori.rei", "/ask/reiji/faq"),
    }
