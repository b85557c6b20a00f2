"""References into a corpus whose paragraphs and items bear no numbers: what is not known is neither right nor wrong."""

import json
from pathlib import Path

import pytest

from genkan.knowledge import Verdict, check_text
from genkan.knowledge.citation import examine
from genkan.knowledge.citation.provisions import is_numbered
from tests.knowledge.conftest import KnowledgeRoom

PEACE = "国民は、平和を希求し、武力の行使は、永久にこれを放棄する。\n前項の目的を達するため、戦力は、これを保持しない。"
TERMS = "次の各号に掲げる用語の意義は、当該各号に定めるところによる。\n法令\n法律及び条例をいう。\n処分\n公権力の行使をいう。"
ALONE = "この法律は、公布の日から施行する。"


def line(article: str, text: str) -> str:
    """An article of the corpus, as it is given."""
    known = {"law_id": "A", "law_title": "例示平和法", "law_num": "令和七年法律第一号", "caption": "（平和）"}
    return json.dumps(known | {"article": article, "label": f"第{article}条", "text": text})


async def loaded(room: KnowledgeRoom, folder: Path, *, is_indexed: bool) -> None:
    """The corpus on a shelf of the ministry."""
    shelf = await room.collection("法令")
    path = folder / "laws.jsonl"
    path.write_text("\n".join([line("9", PEACE), line("10", TERMS), line("11", ALONE)]))
    await room.loader.load_folder(path, collection_id=shelf.id, actor="test")
    if is_indexed:
        await room.library.build_index()


@pytest.mark.parametrize("is_indexed", [True, False])
async def test_a_paragraph_of_the_corpus_is_not_called_wrong(
    room: KnowledgeRoom, tmp_path: Path, *, is_indexed: bool
) -> None:
    await loaded(room, tmp_path, is_indexed=is_indexed)
    readable = await room.readable(room.ministry)
    expected = {
        "例示平和法第9条": Verdict.VERIFIED,
        "例示平和法第9条第1項": Verdict.VERIFIED,
        # there may be such a paragraph or item: its lines do not say
        "例示平和法第9条第2項": Verdict.NOT_KNOWN,
        "例示平和法第10条第5項": Verdict.NOT_KNOWN,
        "例示平和法第10条第2号": Verdict.NOT_KNOWN,
        # there cannot be more paragraphs than lines, and one line has but one
        "例示平和法第9条第3項": Verdict.NO_SUCH_PROVISION,
        "例示平和法第11条第2項": Verdict.NO_SUCH_PROVISION,
        "例示平和法第9条第0項": Verdict.NO_SUCH_PROVISION,
        # what is quoted or named as the caption is compared all the same
        "例示平和法第9条第2項は「戦力は、これを保持しない」とする。": Verdict.NOT_KNOWN,
        "例示平和法第9条第2項は「戦力は、これを保持する」とする。": Verdict.QUOTATION_DIFFERS,
        "例示平和法第9条第2項（軍備）": Verdict.QUOTATION_DIFFERS,
    }
    found = {}
    for text in expected:
        async with room.database.read() as connection:
            proven = await check_text(room.library, connection, text, collections=readable)
        (check,) = proven.examination.checks
        found[text] = check.verdict
    assert found == expected


async def test_what_is_not_known_is_counted_apart_and_said(room: KnowledgeRoom, tmp_path: Path) -> None:
    await loaded(room, tmp_path, is_indexed=True)
    readable = await room.readable(room.ministry)
    text = "例示平和法第9条第2項及び第10条により、武力を行使しないこととされています。"
    async with room.database.read() as connection:
        proven = await check_text(room.library, connection, text, collections=readable)
    unknown, there = proven.examination.checks
    assert (unknown.failed, unknown.verified, there.verified) == (False, False, True)
    assert unknown.sentence_for_user == (
        "「例示平和法第9条」はありますが、登録されている条文に項及び号の番号がないため、第2項があるかどうかは照合していません。"
    )
    assert (unknown.document_id, unknown.anchor) == (there.document_id, "9")
    summary = proven.examination.summary
    assert (summary.total, summary.verified, summary.failed, summary.not_known) == (2, 1, 0, 1)
    assert (summary.precision, summary.sentences_without_source) == (1.0, 0)
    assert proven.examination.failures == ()


class Given:
    """A source of the corpus, as an answer gets it."""

    number, label, text, anchor = 1, "例示平和法第9条", PEACE, "/regulations/d/9"


def test_a_source_without_numbers_says_no_more() -> None:
    found = [
        check.verdict for check in examine("例示平和法第9条第2項。同条第8項。", [Given()], known=()).checks
    ]
    assert found == [Verdict.NOT_KNOWN, Verdict.NO_SUCH_PROVISION]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["一つの項"], True),
        (["項", "２　項"], True),
        (["項", "一　号", "二　号"], True),
        (["項", "一及び二　削除", "三　号"], True),
        (["項", "表の行", "２　項"], True),
        (["柱書", "イ　細目"], True),
        (["項", "ただし書", "次の項"], False),
        (["柱書", "一般の号", "号"], False),
    ],
)
def test_whether_lines_are_numbered(lines: list[str], *, expected: bool) -> None:
    assert is_numbered(lines) is expected
