"""Files that want a password: told at their field before anything is begun, and nothing that was typed is lost."""

import pytest
from bs4 import BeautifulSoup

from genkan.apps import RunState
from genkan.apps.apart import Apart
from genkan.apps.files.accepting import Accepting
from genkan.apps.files.reading import Reading
from genkan.apps.files.scanning import Scanner
from genkan.apps.form.faults import FormFaulty
from genkan.apps.form.field import Field, FieldKind, Form
from genkan.apps.form.values import Filled, GivenFile
from genkan.knowledge import may_be_locked
from tests.apps.conftest import Runner
from tests.apps.files import samples
from tests.workspace.conftest import fields_of

FORM = Form((Field(key="file", kind=FieldKind.FILE, title="資料", most_files=3),))
LOCKED = samples.pdf(password="open sesame")
SAYING = "「{name}」にはパスワードが設定されています。解除して保存し直してください。"
EACH = [("資料.pdf", LOCKED), ("資料.docx", samples.compound("EncryptedPackage"))]


def accepting(*, seconds: float = 20.0) -> Accepting:
    return Accepting(Scanner(""), Apart(), seconds=seconds)


def filled(*files: GivenFile) -> Filled:
    return Filled({}, {"file": files})


async def test_each_file_with_a_password_is_a_fault_of_its_field() -> None:
    with pytest.raises(FormFaulty) as caught:
        await accepting().accept(
            FORM,
            filled(
                GivenFile("甲.pdf", LOCKED), GivenFile("乙.pdf", samples.pdf()), GivenFile("丙.pdf", LOCKED)
            ),
        )
    told = [(fault.key, fault.sentence.format_map(fault.details)) for fault in caught.value.faults]
    assert told == [("file", SAYING.format(name="甲.pdf")), ("file", SAYING.format(name="丙.pdf"))]


@pytest.mark.parametrize(
    "content",
    [
        samples.pdf(password=""),  # protected against printing, say, but anybody may open it
        samples.pdf(),
        b"%PDF-1.7 /Encrypt << broken",  # the run tells that it is damaged
        b"a text that names /Encrypt 5 0 R",
    ],
)
async def test_what_opens_without_a_password_is_accepted(content: bytes) -> None:
    name = "a.pdf" if b"%PDF-" in content else "a.txt"
    await accepting().accept(FORM, filled(GivenFile(name, content)))


async def test_what_cannot_be_told_in_time_is_left_to_the_run() -> None:
    assert may_be_locked(LOCKED)
    await accepting(seconds=0.001).accept(FORM, filled(GivenFile("a.pdf", LOCKED)))


async def test_a_protected_file_that_opens_is_read() -> None:
    (read,) = await Reading(Apart()).read([GivenFile("a.pdf", samples.pdf("Reiji 2026", password=""))])
    assert "Reiji 2026" in read.text


@pytest.mark.parametrize(("name", "content"), EACH)
async def test_the_form_comes_back_with_everything_that_was_typed(
    runner: Runner, name: str, content: bytes
) -> None:
    fields = fields_of(await runner.browser.get("/apps/summary"), "/apps/summary")
    fields.pop("field.documents", None)
    typed = {**fields, "field.text": "例示省の資料です。", "field.focus": "予算", "information_class": "2"}
    response = await runner.browser.client.post(
        "/apps/summary", data=typed, files=[("field.documents", (name, content))]
    )
    assert response.status_code == 422
    assert SAYING.format(name=name) in response.text
    page = BeautifulSoup(response.text, "html.parser")
    kept = fields_of(page, "/apps/summary")
    assert {key: kept[key] for key in ("field.text", "field.focus")} == {
        "field.text": "例示省の資料です。",
        "field.focus": "予算",
    }
    assert page.select("input[name=information_class][value='2'][checked]")
    assert await runner.house.rows("app_run") == []


@pytest.mark.parametrize(("name", "content"), EACH)
async def test_a_run_that_meets_one_all_the_same_fails_with_a_sentence_and_keeps_all(
    runner: Runner, name: str, content: bytes
) -> None:
    values = {"text": "例示省の資料です。", "length": "short", "shape": "points", "focus": ""}
    run = await runner.run("summary", values, files={"documents": (GivenFile(name, content),)})
    assert run.state is RunState.FAILED
    assert run.failure is not None
    assert (
        run.failure.sentence.format_map(run.failure.details)
        == f"「{name}」にはパスワードが設定されています。"
    )
    assert "パスワードを解除して保存し直して" in run.failure.next_step
    page = await runner.browser.get(f"/runs/{run.id}")
    assert "例示省の資料です。" in [entered.text for entered in page.select(".entered")]
    assert [link.text for link in page.select(f"a[href^='/runs/{run.id}/files/']")] == [name]
    again = fields_of(await runner.browser.get(f"/apps/summary?again={run.id}"), "/apps/summary")
    assert again["field.text"] == "例示省の資料です。"
