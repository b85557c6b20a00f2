"""A sealed test from its plan to the pack that anyone verifies."""

import json
from typing import Any

from typer.testing import CliRunner

from genkan.cli.main import build
from genkan.cli.words import words_of
from genkan.evaluation.exam.holding import GRADE_EXAM
from genkan.evaluation.exam.pack import read_pack, root_of, seals_of, write_pack
from genkan.evaluation.exam.regrading import not_regraded
from genkan.evaluation.exam.verifying import alterations_of
from tests.evaluation.exam.conftest import Hall, digests_in


async def test_a_test_is_sealed_opened_held_once_published_and_proven(hall: Hall, tmp_path: Any) -> None:
    path, first, second = await hall.sealed()
    row = await hall.row(path)
    commitment = (await hall.office.client.get(f"/commitments/{row['id']}.json")).json()["commitment"]
    assert row["document"] == "" and "設問" not in row["envelope"]
    for secret in (first, second):
        assert secret.replace("-", "") not in str(await hall.workspace.rows("evaluation_exam_custodian"))
    await hall.office.get(f"{path}/questions", status=404)
    hall.workspace.clock.advance(hours=1)
    await hall.keiko.post(f"{path}/bring", {"share": first.lower().replace("-", " ")})
    assert (await hall.row(path))["state"] == "sealed", "one share opens nothing"
    await hall.yumi.post(f"{path}/bring", {"share": second})
    await hall.office.get(f"{path}/questions", status=404)
    models = [await hall.workspace.connect(f"抽出回答{each}", operator=f"例示{each}社") for each in "甲乙"]
    await hall.office.post(f"{path}/run", {"deployments": []}, status=422)
    await hall.office.post(f"{path}/run", {"deployments": [model.id for model in models]})
    await hall.office.post(f"{path}/run", {"deployments": [models[0].id]}, status=409)
    questions = await hall.office.get(f"{path}/questions")
    assert len(questions.select("section h2")) == 9
    burnt = await hall.office.get("/items?burnt=yes")
    assert len(burnt.select("tbody tr")) == 9, "whoever is asked has seen it"
    await hall.until(path, "marking")
    assert len(await hall.workspace.rows("evaluation_exam_grade")) == 18
    await assert_altered_answers_are_refused(hall, path)
    run = f"/evaluation/runs/{(await hall.row(path))['run_id']}"
    assert (await hall.office.client.get(f"{run}/answers.jsonl")).status_code == 409, (
        "only the pack tells them"
    )
    await hall.keiko.post(f"{run}/stop", status=403)
    page = await hall.office.get(path)
    needs = "採点者の採点を待つ回答" in page.text
    await hall.office.post(f"{path}/publish", {"unmarked": "yes"} if needs else {})
    page = await hall.office.get(path)
    assert "抽出回答甲" in page.text and page.select("svg")
    content = (await hall.office.client.get(f"{path}/pack.json")).content
    public = (await hall.office.client.get(f"/commitments/{row['id']}.json")).json()
    pack = read_pack(content)
    assert alterations_of(pack, commitment=commitment, root=public["root"]) == ()
    assert public["root"] in digests_in(page.text)
    file = tmp_path / "pack.json"
    file.write_bytes(content)
    result = CliRunner().invoke(
        build(words_of("ja")), ["exam", "verify", str(file), "--commitment", commitment, "--json"]
    )
    assert (result.exit_code, json.loads(result.stdout)) == (
        0,
        {"whole": True, "altered": [], "not_regraded": not_regraded(pack)},
    )
    assert sorted(await hall.kinds()) == sorted(
        [
            *("added", "share_taken", "share_taken", "sealed", "share_brought", "share_brought"),
            *("document_opened", "document_read", "run_begun", "graded", "published", "pack_exported"),
            *("answers_altered", "answers_altered", "graded"),
        ]
    )
    assert_altered_things_are_named(content, commitment)


async def assert_altered_answers_are_refused(hall: Hall, path: str) -> None:
    """Neither published nor graded: the page says so and the ledger keeps it; put back, both work."""
    row = await hall.row(path)
    answer = next(each for each in await hall.workspace.rows("evaluation_answer") if each["text"])
    place = {"run_id": row["run_id"], "place": answer["place"]}
    await hall.change("evaluation_answer", place, text=answer["text"] + "。")
    page = await hall.office.post(f"{path}/publish", {"unmarked": "yes"}, status=409)
    assert "凍結したときのものと一致しません" in page.text
    await hall.change("evaluation_exam", {"id": row["id"]}, state="running")
    grading = hall.workspace.parts.exams.tasks()[GRADE_EXAM].run
    await grading({"exam_id": row["id"]})
    assert (await hall.row(path))["state"] == "running"
    assert "凍結したときのものと一致しません" in (await hall.office.get(path)).text
    await hall.change("evaluation_answer", place, text=answer["text"])
    await grading({"exam_id": row["id"]})
    assert (await hall.row(path))["state"] == "marking"


def assert_altered_things_are_named(content: bytes, commitment: str) -> None:
    """One character of each thing, and what the verifier calls it first."""
    whole = json.loads(content)
    question = whole["document"]["questions"][2]
    answer, grade = whole["answers"][5], whole["grades"][7]
    score = next(each for each in whole["scores"]["fields"] if not each["field"])
    cases: list[tuple[Any, str, Any, str, str]] = [
        (question, "prompt", question["prompt"] + "。", "question", question["key"]),
        (question, "answer_key", [*question["answer_key"], "別"], "question", question["key"]),
        (
            question,
            "salt",
            "0" + question["salt"][1:] if question["salt"][0] != "0" else "1" + question["salt"][1:],
            "question",
            question["key"],
        ),
        (whole["document"], "seed", whole["document"]["seed"][::-1], "draw", ""),
        (answer, "text", answer["text"] + "。", "answer", f"{answer['question']}/{answer['contestant']}"),
        (answer, "build", "別の版", "answer", f"{answer['question']}/{answer['contestant']}"),
        (grade, "score", 0.25, "grade", f"{grade['question']}/{grade['contestant']}"),
        (score, "mean", 0.999, "score", ""),
        (whole["contestants"][0], "title", "別のモデル", "contestants", ""),
        (whole, "published_at", whole["published_at"].replace("2026", "2027"), "seals", ""),
        (whole, "record", whole["record"].replace("令和8", "令和9"), "record", ""),
    ]
    for holder, name, value, part, called in cases:
        before, holder[name] = holder[name], value
        found = alterations_of(read_pack(json.dumps(whole).encode()))
        holder[name] = before
        assert found, (part, name)
        assert (found[0].part.value, found[0].name) == (part, called), name
    forged = json.loads(content)
    forged["answers"][5]["text"] += "。"
    pack = read_pack(json.dumps(forged).encode())
    sealed = read_pack(
        write_pack(
            type(pack)(**{**{f: getattr(pack, f) for f in pack.__struct_fields__}, "seals": seals_of(pack)})
        )
    )
    again = type(pack)(
        **{**{f: getattr(sealed, f) for f in sealed.__struct_fields__}, "root": root_of(sealed)}
    )
    found = alterations_of(again, commitment=commitment, root=whole["root"])
    assert "seals" in [each.part.value for each in found], "a forger cannot make the published root again"
