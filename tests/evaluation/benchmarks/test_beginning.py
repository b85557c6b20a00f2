"""A benchmark that is begun on its page: the set handed in, progress, stop and resume, results."""

from typing import Any

from genkan.evaluation import RunState
from genkan.governance import Role
from tests.evaluation.benchmarks.test_benchmarks import lines
from tests.evaluation.running.conftest import Office

PATH = "/evaluation/benchmarks"


async def begin(office: Office, content: bytes | None, **fields: Any) -> Any:
    """What comes of handing the form in with a file, or without one."""
    data = {
        "title": "例示の問題集",
        "repetitions": "1",
        "concurrency": "1",
        "information_class": "1",
        **fields,
    }
    files = {"file": ("例示.jsonl", content, "application/jsonl")} if content is not None else {}
    return await office.browser.client.post(PATH, data=data, files=files)


async def test_a_set_is_handed_in_stopped_resumed_and_graded(office: Office) -> None:
    model = (await office.contestant("A")).deployment_id
    form = await office.browser.get(f"{PATH}/new")
    assert form.select_one(f'input[name=deployments][value="{model}"]') is not None
    for content, fields, told in (
        (None, {}, "ファイルが選択されていないか"),
        (b"{", {}, "問題の1行目を読み取れません"),
        (lines(), {"deployments": []}, "評価するモデルが指定されていません"),
        (lines(), {"repetitions": "100"}, "1から20まで"),
        (lines(), {"temperature": "熱い"}, "0から2まで"),
    ):
        answer = await begin(office, content, **{"deployments": [model], **fields})
        assert (answer.status_code, told in answer.text, "例示の問題集" in answer.text) == (422, True, True)
    assert not await office.workspace.rows("evaluation_run")

    office.twin.held.clear()
    answer = await begin(office, lines(), deployments=[model], temperature="0.2")
    assert answer.status_code == 303
    run = answer.headers["location"]
    run_id = run.rsplit("/", 1)[1]
    going = await office.browser.get(run)
    assert "残り時間の見込み" in going.text and "これまでの料金" in going.text and "temperature" in going.text
    await office.browser.post(f"{run}/stop")
    await office.until(run_id, RunState.STOPPED)
    office.twin.held.set()
    await office.browser.post(f"{run}/resume")
    await office.until(run_id, RunState.ENDED)
    await office.until_graded(run_id)
    asked = [question for _, question in office.twin.asked]
    assert len(asked) == len(set(asked)) == 7, "nothing was asked twice"
    page = await office.browser.get(f"{PATH}/{run_id}")
    assert "100.0%" in page.text and "例示.jsonl" in page.text
    staff = await office.workspace.browser("職員", Role.STAFF)
    await staff.get(f"{PATH}/new", status=404)
    assert (await staff.client.post(PATH, data={})).status_code == 404
