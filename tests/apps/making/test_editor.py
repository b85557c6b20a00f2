"""The editor: buttons post everything, nothing typed is lost, faults are told where they are."""

import asyncio
from typing import Any

from genkan.apps.making.written import MOST_FIELDS
from tests.apps.making.conftest import Studio, drafted
from tests.workspace.conftest import fields_of

BREAKS_OUT = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{% include 'x' %}",
    "{% for a in text %}{% for b in text %}x{% endfor %}{% endfor %}",
    "{{ text * 1000000000 }}",
    "{{ cycler.__init__.__globals__ }}",
)


async def boxes(studio: Studio, path: str) -> dict[str, Any]:
    """What a browser would send."""
    return fields_of(await studio.author.get(f"{path}/edit"), f"{path}/edit")


async def pressed(studio: Studio, path: str, sent: dict[str, Any], deed: str, status: int = 200) -> Any:
    """The page after a button, and what stands in its boxes."""
    page = await studio.author.post(f"{path}/edit", {**sent, "deed": deed}, status=status)
    return page, fields_of(page, f"{path}/edit")


async def test_buttons_change_the_form_and_lose_nothing(studio: Studio) -> None:
    path = f"/making/{(await studio.begin()).id}"
    sent = {**await boxes(studio, path), "notes": "途中の注意", "new_kind": "select"}
    _, sent = await pressed(studio, path, sent, "add")
    assert sent["field.3.kind"] == "select"
    assert sent["field.3.key"] == "item1"
    sent |= {"field.3.title": "長さ", "field.3.items": "短く|short\n長く"}
    _, sent = await pressed(studio, path, sent, "up:3")
    assert [sent[f"field.{n}.key"] for n in range(4)] == ["text", "rules", "item1", "readers"]
    _, sent = await pressed(studio, path, sent, "remove:0")
    _, sent = await pressed(studio, path, sent, "down:0")
    assert [sent[f"field.{n}.key"] for n in range(3)] == ["item1", "rules", "readers"]
    assert sent["field.0.items"].split("\n") == ["短く|short", "長く"]
    assert sent["notes"] == "途中の注意"
    for deed in ("up:0", "down:2", "remove:99", "remove:-1", "up:", "nonsense", "remove:１"):
        page, same = await pressed(studio, path, sent, deed)
        assert {name: same[name] for name in sent if name in same and name != "new_kind"} == {
            name: value for name, value in sent.items() if name in same and name != "new_kind"
        }, deed
    assert [each["value"] for each in page.select("#preview [name='field.item1'] option")] == [
        "",
        "short",
        "長く",
    ]


async def test_saving_tells_whether_there_is_a_new_version(studio: Studio) -> None:
    path = f"/making/{(await studio.begin()).id}"
    sent = await boxes(studio, path)
    place = await studio.author.post(f"{path}/edit", {**sent, "deed": "save"})
    assert "変更がないため、第1版のままです。" in (await studio.author.get(place)).text
    place = await studio.author.post(f"{path}/edit", {**sent, "deed": "save", "notes": "注意"})
    assert "第2版として保存しました。" in (await studio.author.get(place)).text


async def test_all_ten_kinds_are_made_and_drawn(studio: Studio) -> None:
    app = await studio.begin()
    path = f"/making/{app.id}"
    sent = await boxes(studio, path)
    kinds = ("text", "textarea", "number", "date", "select", "radio", "checkbox", "group", "file", "hidden")
    for kind in kinds:
        _, sent = await pressed(studio, path, {**sent, "new_kind": kind}, "add")
    for place, kind in enumerate(kinds, start=3):
        sent |= {f"field.{place}.title": f"項目{kind}", f"field.{place}.items": "甲\n乙|otsu"}
    sent |= {"field.5.minimum": "１", "field.5.maximum": "1,000", "field.11.inside": "yes"}
    sent |= {"field.11.most_files": "3", "field.11.largest": "4.5", "field.11.accept": ".docx,.pdf"}
    sent |= {"field.7.required": "yes", "field.4.when_key": "readers", "field.4.when_values": "住民\n事業者"}
    await studio.author.post(f"{path}/edit", {**sent, "deed": "save"})
    form = (await studio.versions(app))[0].content.form
    assert [field.kind.value for field in form.fields[3:]] == [kind for kind in kinds if kind != "file"]
    group = next(field for field in form.fields if field.kind.value == "group")
    (file,) = group.fields
    assert (file.most_files, file.largest_bytes, file.accept) == (3, 4_500_000, (".docx", ".pdf"))
    number = form.field("item3")
    assert number is not None
    assert (number.minimum, number.maximum) == (1, 1000)
    condition = form.fields[4].visible_when
    assert condition is not None
    assert condition.values == ("住民", "事業者")
    again = await boxes(studio, path)
    await studio.author.post(f"{path}/edit", {**again, "deed": "save"})
    assert len(await studio.versions(app)) == 2


async def test_every_fault_is_told_in_its_place_and_the_text_stays(studio: Studio) -> None:
    app = await studio.begin()
    path = f"/making/{app.id}"
    sent = await boxes(studio, path)
    sent |= {
        "title": "",
        "purpose": "長" * 401,
        "longest_answer": "たくさん",
        "ceiling_yen": "9999999",
        "field.0.key": "text",
        "field.1.key": "text",
        "field.2.key": "endfor",
        "request": "一行目\n{{ text }} {{ nobody }}",
        "models": ["no-such-model"],
        "system": "正しい\n{% if text %}",
    }
    page, same = await pressed(studio, path, sent, "save", 422)
    told = page.select_one("[role=alert]").text
    for words in (
        "1文字以上100文字以内",
        "1文字以上400文字以内",
        "数字で入力してください",
        "1以上1,000,000以下",
        "「text」という名前の項目が、ほかにもあります",
        "「endfor」は、プロンプトで使う名前にできません",
        "2行目：「nobody」という項目はありません",
        "示された中から選択してください",
    ):
        assert words in told, words
    assert "2行目" in told
    for name in ("purpose", "request", "system", "field.2.key", "longest_answer"):
        assert same[name].strip() == sent[name].strip(), name
    assert len(await studio.versions(app)) == 1


async def test_a_prompt_that_breaks_out_is_not_saved(studio: Studio) -> None:
    app = await studio.begin()
    path = f"/making/{app.id}"
    sent = await boxes(studio, path)
    for prompt in BREAKS_OUT:
        page, _ = await pressed(studio, path, {**sent, "request": prompt}, "save", 422)
        assert page.select_one("#request-error"), prompt
    assert len(await studio.versions(app)) == 1


async def test_hostile_boxes_are_taken_as_text(studio: Studio) -> None:
    app = await studio.begin()
    path = f"/making/{app.id}"
    sent = await boxes(studio, path)
    sent |= {
        "field.0.title": "<script>alert(1)</script>",
        "title": "\x00\ud800名称".encode(errors="replace").decode(),
    }
    sent |= {
        "field.999.kind": "text",
        "example.0.value.__proto__": "x",
        "highest_class": "3",
        "category": "none",
    }
    page, _ = await pressed(studio, path, sent, "save", 422)
    assert page.select_one("script:-soup-contains('alert(1)')") is None
    many = {f"field.{n}.{part}": "x" for n in range(150) for part in ("kind", "key", "title")}
    page, _ = await pressed(studio, path, {**sent, **many}, "show")
    assert len(page.select("details.made-field[id^='field.']")) == MOST_FIELDS


async def test_the_later_of_two_saves_is_told_and_loses_nothing(studio: Studio) -> None:
    app = await studio.begin()
    path = f"/making/{app.id}"
    mine = {**await boxes(studio, path), "notes": "私の注意"}
    await studio.save(app, drafted("先に直した名称"), by=studio.member)
    page, same = await pressed(studio, path, mine, "save", 409)
    assert "ほかの人が第2版を保存しました" in page.text
    assert same["notes"] == "私の注意"
    assert "先に直した名称" in page.select_one(".comparison").text
    _, again = await pressed(studio, path, same, "save", 409)
    assert again["notes"] == "私の注意"
    assert await studio.author.post(f"{path}/edit", {**same, "deed": "save_over"}) == f"{path}?done=saved"
    assert [each.content.title for each in await studio.versions(app)] == [
        "問合せの回答案",
        "先に直した名称",
        "問合せの回答案",
    ]


async def test_of_two_saves_at_once_one_is_told(studio: Studio) -> None:
    app = await studio.begin()
    begun = (await studio.versions(app))[0].id
    ends = await asyncio.gather(
        studio.save(app, drafted("甲"), based_on=begun),
        studio.save(app, drafted("乙"), by=studio.member, based_on=begun),
        return_exceptions=True,
    )
    assert sorted(type(end).__name__ for end in ends) == ["Version", "VersionOvertaken"]
    assert [each.number for each in await studio.versions(app)] == [2, 1]


async def test_the_preview_is_drawn_while_somebody_types(studio: Studio) -> None:
    path = f"/making/{(await studio.begin()).id}"
    sent = {**await boxes(studio, path), "field.0.title": "新しい見出し", "field.1.title": ""}
    page = await studio.author.post(f"{path}/preview", sent, status=200)
    assert "新しい見出し" in page.text
    assert page.select_one("html") is None


async def test_examples_fill_the_form_of_the_published_app(studio: Studio) -> None:
    app = await studio.begin()
    path = f"/making/{app.id}"
    _, sent = await pressed(studio, path, await boxes(studio, path), "add_example")
    sent |= {"example.0.title": "転居の届出", "example.0.value.text": "転居したときは"}
    page, sent = await pressed(studio, path, sent, "save", 422)
    assert "「書き方の決まり」：入力してください。" in page.text
    await studio.author.post(f"{path}/edit", {**sent, "example.0.value.rules": "易しく", "deed": "save"})
    version = await studio.publish(app)
    filled = await studio.colleague.get(f"/apps/{version.id}?example=1")
    assert filled.select_one("textarea[name='field.text']").text.strip() == "転居したときは"
