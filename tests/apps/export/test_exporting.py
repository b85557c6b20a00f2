"""Exports by their format, off the event loop and within bounds."""

import io
import zipfile

import pytest

from genkan.apps.apart import Apart
from genkan.apps.export import ExportFormat, Exporting
from genkan.apps.export import exporting as exporting_module
from genkan.apps.export.as_markdown import as_markdown
from genkan.apps.export.errors import (
    ExportNotMade,
    NoTableToExport,
    NothingToExport,
    PdfNotInstalled,
    TooLongToExport,
)
from genkan.apps.files.kind import media_type_of
from genkan.apps.output import Output
from tests.apps.export.letters import DAY, HOSTILE, OUTPUT, TITLE


@pytest.mark.parametrize("form", list(ExportFormat))
async def test_each_format_gives_the_file_that_it_promises(form: ExportFormat) -> None:
    made = await Exporting(Apart()).export(OUTPUT, form, title="旅費/規程", day=DAY)
    assert made.name == f"規程_2026-11-22.{form}"
    assert made.media_type == form.media_type == media_type_of(made.content, name=made.name)


async def test_nothing_and_too_much_are_told() -> None:
    exporting = Exporting(Apart())
    with pytest.raises(NothingToExport):
        await exporting.export(Output(" \n"), ExportFormat.WORD, title=TITLE, day=DAY)
    with pytest.raises(TooLongToExport) as caught:
        await exporting.export(Output("長" * 200_001), ExportFormat.PDF, title=TITLE, day=DAY)
    assert "200,000字" in str(caught.value)
    made = await exporting.export(Output("長" * 2_000_000), ExportFormat.MARKDOWN, title=TITLE, day=DAY)
    assert made.content.decode().count("長") == 2_000_000


async def test_a_long_text_is_written_apart_and_refused_in_the_same_words() -> None:
    with pytest.raises(NoTableToExport):
        await Exporting(Apart()).export(
            Output("本文である。\n\n" * 10_000), ExportFormat.EXCEL, title=TITLE, day=DAY
        )


async def test_a_pdf_that_takes_too_long_ends_with_its_process() -> None:
    with pytest.raises(ExportNotMade):
        await Exporting(Apart(), seconds=0.01).export(OUTPUT, ExportFormat.PDF, title=TITLE, day=DAY)


async def test_without_weasyprint_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting_module, "find_spec", lambda name: None)
    with pytest.raises(PdfNotInstalled) as caught:
        await Exporting(Apart()).export(OUTPUT, ExportFormat.PDF, title=TITLE, day=DAY)
    assert "画面を印刷" in str(caught.value)


def test_markdown_is_the_text_with_its_checks() -> None:
    text = as_markdown(OUTPUT, title=TITLE, day=DAY).decode()
    assert text.startswith("# 旅費規程の改正\n\n2026-11-22\n\n例総第123号\n令和8年")
    assert text.endswith(
        "## 出力の確認\n\n- 長い資料のため、3つの部分に分けて読みました。\n"
        "- 数字の照合: 要確認（「3,000」は元の資料にありません。）\n- 見出しの網羅: 問題なし\n"
    )
    assert as_markdown(Output("# 題\n\n本文"), title=TITLE, day=DAY) == "# 題\n\n本文\n".encode()


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_of_a_hostile_text_is_utf8(text: str) -> None:
    assert as_markdown(Output(text), title=text, day=DAY).decode().strip()


async def test_a_word_file_is_a_whole_zip() -> None:
    made = await Exporting(Apart()).export(OUTPUT, ExportFormat.WORD, title=TITLE, day=DAY)
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert archive.testzip() is None
