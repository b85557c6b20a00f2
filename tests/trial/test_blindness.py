"""Before the reveal, no byte that a browser can see tells the arms apart."""

import itertools
import json
import re

import httpx2
import pytest
from bs4 import BeautifulSoup

from genkan.catalogue import load_models

from .conftest import QUESTION, StartModel, TrialRoom

TITLES = ("黒潮計算機 第三版", "白波言語機 第五版")
REMOTE = ("kuroshio-large-3", "shiranami-mini-5")


def bytes_of(response: httpx2.Response) -> str:
    """Everything of a response that travels: status, headers and body."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.multi_items())
    return f"{response.status_code}\n{headers}\n{response.text}"


async def everything_seen(browser: httpx2.AsyncClient, address: str) -> str:
    """The page, the stream and the list."""
    return "\n".join(
        [bytes_of(await browser.get(path)) for path in (address, f"{address}/events", "/compare")]
    )


def without_the_question(seen: str) -> str:
    """What is seen but for the choices of the question after the vote, which are the same for both answers."""
    forms = re.findall(r'<form [^>]*id="guess">.*?</form>', seen, flags=re.DOTALL)
    assert len(forms) == 2
    for form in forms:
        first, second = re.findall(r"<select .*?</select>", form, flags=re.DOTALL)
        assert first.replace("guess-a", "guess-b").replace('name="a"', 'name="b"') == second
        seen = seen.replace(form, "")
    return seen


async def test_no_identifier_is_seen_before_the_reveal(room: TrialRoom, model_server: StartModel) -> None:
    """Both models say their names, their makers and those of others, in different spellings and across pieces."""
    makers = "、".join(model.maker.value or "" for model in load_models())
    texts = [
        f"私は{title}です。{name.upper()} とも、{name.replace('-', ' ')} ともいいます。開発者は{makers}です。"
        for title, name in zip(TITLES, REMOTE, strict=True)
    ]
    arms = [
        await room.connect(
            title,
            protocol="openai_chat",
            address=await model_server(text),
            remote_model=name,
            build=f"build-{name}",
            operator=f"運営者{name}",
        )
        for title, name, text in zip(TITLES, REMOTE, texts, strict=True)
    ]
    browser = await room.browser(await room.person("試験花子"))
    started = await browser.post("/compare", data={"question": QUESTION, "information_class": "1"})
    address = started.headers["location"]
    seen = [
        bytes_of(started),
        bytes_of(await browser.get(address)),
        bytes_of(await browser.get(f"{address}/events")),
    ]
    await room.until_ended()
    room.see_all()
    seen.append(await everything_seen(browser, address))
    vote = {"choice": "a", "reasons": ["correct"]}
    seen.append(bytes_of(await browser.post(f"{address}/vote", data=vote)))
    seen.append(without_the_question(await everything_seen(browser, address)))

    assert "（名称を伏せています）" in seen[3]
    sides = await room.rows("comparison_side")
    secrets = {
        value for arm in arms for value in (arm.id, arm.title, arm.remote_model, arm.build, arm.operator)
    }
    secrets |= {row["answer_id"] for row in sides} | {row["seed"] for row in await room.rows("comparison")}
    secrets |= {row["id"] for row in await room.rows("call")}
    secrets |= {arm.address for arm in arms} | {
        "KUROSHIO",
        "kuroshio",
        "shiranami",
        "Preferred",
        "tsuzumi",
        "富士通",
    }
    found = {secret for secret in secrets for text in seen if secret in text}
    assert found == set()

    await browser.post(f"{address}/reveal")
    page = (await browser.get(address)).text
    assert all(arm.title in page and arm.build in page for arm in arms)
    assert all(text.split("。")[0] in page for text in texts)


async def test_failures_look_alike(room: TrialRoom, model_server: StartModel) -> None:
    """An endpoint that is not there, and one that answers: the page says 「中断」 and neither why nor whose."""
    gone = await room.connect(
        TITLES[0], protocol="openai_chat", address="http://127.0.0.1:9/v1", remote_model=REMOTE[0]
    )
    await room.connect(
        TITLES[1], protocol="openai_chat", address=await model_server("回答です。"), remote_model=REMOTE[1]
    )
    browser = await room.browser(await room.person("試験花子"))
    started = await browser.post("/compare", data={"question": QUESTION, "information_class": "1"})
    address = started.headers["location"]
    await room.until_ended()
    room.see_all()
    page = (await browser.get(address)).text
    assert page.count("この回答は、最後まで作成できませんでした。") == 1
    assert "接続" not in page
    assert (await browser.post(f"{address}/vote", data={"choice": "both_bad"})).status_code == 303
    details = [json.loads(row["details"]) for row in await room.events("trial:answer:ended")]
    assert sorted(one["outcome"] for one in details) == ["completed", "unreachable"]
    [assigned] = await room.events("trial:comparison:assigned")
    sides = json.loads(assigned["details"])["sides"]
    [failed] = [one["side"] for one in details if one["outcome"] == "unreachable"]
    assert sides[failed]["deployment"] == gone.id


async def test_both_sides_have_the_same_form(room: TrialRoom, model_server: StartModel) -> None:
    """With the same answer on both sides, the pages of A and B differ in the letter alone."""
    for title, name in zip(TITLES, REMOTE, strict=True):
        await room.connect(
            title, protocol="openai_chat", address=await model_server("同じ回答です。"), remote_model=name
        )
    browser = await room.browser(await room.person("試験花子"))
    started = await browser.post("/compare", data={"question": QUESTION, "information_class": "1"})
    address = started.headers["location"]
    await room.until_ended()
    room.see_all()
    page = (await browser.get(address)).text
    first, second = (part.split("</article>")[0] for part in page.split("<article")[1:3])
    assert (
        first.replace("side-a", "side-b").replace("answer-a", "answer-b").replace("回答A", "回答B") == second
    )


async def test_the_check_of_the_citations_is_shown_before_the_vote_and_names_nobody(
    room: TrialRoom, model_server: StartModel
) -> None:
    texts = [f"{title}によれば、精算は不要です[9]。" for title in TITLES]
    for title, name, text in zip(TITLES, REMOTE, texts, strict=True):
        await room.connect(
            title, protocol="openai_chat", address=await model_server(text), remote_model=name, build="7"
        )
    browser = await room.browser(await room.person("試験花子"))
    started = await browser.post("/compare", data={"question": QUESTION, "information_class": "1"})
    await room.until_ended()
    room.see_all()

    response = await browser.get(started.headers["location"])

    page = BeautifulSoup(response.text, "html.parser")
    for side in ("a", "b"):
        answer = page.select_one(f"#side-{side}")
        assert "確認できないもの 1件" in answer.select_one(".check").text
        note = answer.select_one(".prose a.citation-note")
        assert note.text == "※1"
        assert "出典[9]はありません。" in answer.select_one(note["href"]).text
    assert not [word for word in (*TITLES, *REMOTE, "ビルド") if word in response.text]

    await browser.post(f"{started.headers['location']}/vote", data={"choice": "a"})
    await browser.post(f"{started.headers['location']}/reveal")
    revealed = BeautifulSoup((await browser.get(started.headers["location"])).text, "html.parser")
    heads = [head.text for head in revealed.select(".answer-head")]
    assert all("ビルド 7" in head for head in heads)
    assert all(any(title in head for head in heads) for title in TITLES)


@pytest.mark.parametrize("minutes", [0, 30])
async def test_a_vote_on_unfinished_answers_is_refused(room: TrialRoom, minutes: int) -> None:
    """Two questions that no worker answers: the vote is told to wait, and what was written is kept."""
    await room.connect_extracts()
    browser = await room.browser(await room.person("試験花子"))
    await room.worker.stop(grace_seconds=0)
    started = await browser.post("/compare", data={"question": QUESTION, "information_class": "1"})
    address = started.headers["location"]
    room.clock.advance(minutes=minutes)
    page = (await browser.get(address)).text
    assert "両方の回答が終わると、ここで評価できます。" in page
    assert 'http-equiv="refresh"' in page
    response = await browser.post(f"{address}/vote", data={"choice": "a"})
    assert response.status_code == 409
    assert "まだ回答の作成が終わっていない" in response.text
    assert await room.rows("vote") == []


async def test_a_slow_arm_and_a_fast_one_look_alike(room: TrialRoom, model_server: StartModel) -> None:
    """One model sends all at once, the other three characters at a time: every update shows as much of both."""
    for title, name, text, pause in zip(TITLES, REMOTE, ("あ" * 90, "い" * 90), (0.0, 0.03), strict=True):
        address = await model_server(text, pause=pause)
        await room.connect(title, protocol="openai_chat", address=address, remote_model=name)
    browser = await room.browser(await room.person("試験花子"))
    started = await browser.post("/compare", data={"question": QUESTION, "information_class": "1"})
    stream = (await browser.get(f"{started.headers['location']}/events")).text
    updates = [event for event in stream.split("\n\n") if "answer-a-open" in event]
    lengths = [(event.count("あ"), event.count("い")) for event in updates]
    assert len(lengths) > 4
    assert all(left == right for left, right in lengths)
    assert lengths == sorted(lengths)
    assert max(later[0] - earlier[0] for earlier, later in itertools.pairwise(lengths)) <= 12
    assert all(len(re.findall(r"hx-target=\"#answer-[ab]-open\"", event)) == 2 for event in updates)


async def test_an_interrupted_answer_keeps_its_text(room: TrialRoom, model_server: StartModel) -> None:
    """The server stops while one model hangs: 「中断」 with what had arrived, and the vote is open."""
    for title, name, hangs in zip(TITLES, REMOTE, (True, False), strict=True):
        address = await model_server(f"{name[-1]}まで届いた文章。", hangs=hangs)
        await room.connect(title, protocol="openai_chat", address=address, remote_model=name)
    browser = await room.browser(await room.person("試験花子"))
    started = await browser.post("/compare", data={"question": QUESTION, "information_class": "1"})
    address = started.headers["location"]
    await room.until_ended(1)
    await room.worker.stop(grace_seconds=0)
    room.see_all()
    page = (await browser.get(address)).text
    assert page.count("まで届いた文章。") == 2
    assert page.count("この回答は、最後まで作成できませんでした。") == 1
    assert f'action="{address}/vote"' in page
    outcomes = sorted(row["outcome"] for row in await room.rows("answer"))
    assert outcomes == ["completed", "interrupted"]
