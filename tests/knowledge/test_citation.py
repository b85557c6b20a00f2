"""Citations of an answer against its sources."""

from dataclasses import dataclass

import pytest

from genkan.knowledge.citation import KnownArticle, KnownRegulation, Verdict, examine, parse_citations


@dataclass(frozen=True)
class Given:
    """A source as an answer gets it."""

    number: int
    label: str
    text: str
    anchor: str


LODGING = Given(
    1,
    "例示省職員旅費支給規程第八条",
    "宿泊費の額は、一夜につき一万九千円を上限とし、現に支払った額とする。\n"
    "２　前項の上限により難い場合は、旅行命令権者の承認を受けて、これを超える額を支給することができる。\n"
    "３　次に掲げる場合には、第五条第一項の規定を準用する。この場合において、「旅費」とあるのは、「宿泊費」とする。\n"
    "一　災害の場合\n"
    "二　その他やむを得ない場合",
    "/regulations/d1/8",
)
MAIL = Given(
    2,
    "例示省行政文書管理規程第十二条の二",
    "職員は、電子メールを送信した日から十五日以内に、共用の保存場所に移さなければならない。",
    "/regulations/d2/12_2",
)
ENTRY = Given(
    3,
    "例示省行政文書管理規程附則第一条",
    "この規程は、令和七年四月一日から施行する。",
    "/regulations/d2/s1-1",
)
SOURCES = (LODGING, MAIL, ENTRY)


def _known(identity: str, title: str, name: str, *numbers: str) -> KnownRegulation:
    articles = {number: (KnownArticle(number, f"第{number}条", "", "本文"),) for number in numbers}
    return KnownRegulation(identity, title, (title, name), articles)


KNOWN = (
    _known("d1", "例示省職員旅費支給規程", "旅費規程", "5", "8", "9"),
    _known("d2", "例示省行政文書管理規程", "文書管理規程", "12", "12_2", "s1-1"),
)
OK, DIFFERS, NO_SOURCE = Verdict.VERIFIED, Verdict.QUOTATION_DIFFERS, Verdict.NO_SUCH_SOURCE
NO_LAW, NO_ARTICLE, NO_PROVISION, UNSUPPORTED, OTHER = (
    Verdict.NO_SUCH_LAW,
    Verdict.NO_SUCH_ARTICLE,
    Verdict.NO_SUCH_PROVISION,
    Verdict.UNSUPPORTED,
    Verdict.OTHER_SOURCE,
)


def verdicts(text: str) -> list[tuple[str, Verdict]]:
    """What stands at each place, with its verdict."""
    return [(text[slice(*one.place)], one.verdict) for one in examine(text, SOURCES, known=KNOWN).checks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a source that was given
        ("上限があります[1]。", [("[1]", OK)]),
        # two citations are two, twelve is twelve
        ("上限があります[1][2]。", [("[1]", OK), ("[2]", OK)]),
        # a number that a row of citations repeats counts once
        ("上限があります[1][1][2]、[1]。", [("[1]", OK), ("[2]", OK)]),
        ("上限があります[2][1][2]。", [("[2]", OK), ("[1]", OK)]),
        ("上限があります[1]。承認が要ります[1]。", [("[1]", OK), ("[1]", OK)]),
        ("上限があります[12]。", [("[12]", NO_SOURCE)]),
        ("上限があります[0]。", [("[0]", NO_SOURCE)]),
        # full width, lists in one bracket, lenticular brackets
        ("上限があります［１］。", [("［１］", OK)]),
        ("上限があります[1, 4]。", [("[1, 4]", OK), ("[1, 4]", NO_SOURCE)]),
        ("上限があります【2】。", [("【2】", OK)]),
        # a year is no citation, nor is anything in code, nor an escaped bracket
        ("[2025]年度です。", []),
        ("```\nx[9]\n```\nよい[1]。", [("[1]", OK)]),
        ("`a[9]`は配列です[1]。", [("[1]", OK)]),
        ("閉じないコード\n```\nx[9]\n[8]", []),
        ("\\[9\\]と書きます。", []),
    ],
)
def test_citations(text: str, expected: list[tuple[str, Verdict]]) -> None:
    assert verdicts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # word for word
        ("「現に支払った額とする。」[1]", [OK]),
        # numerals, widths and spaces may be written differently
        ("「一夜につき19,000円を上限」[1]", [OK]),
        ("「一夜につき１万９千円を上限」[1]", [OK]),
        ("「一夜 に つき一万九千円」[1]", [OK]),
        # a wrong amount, a wrong word
        ("「一夜につき2万円を上限とし」[1]", [DIFFERS]),
        ("「現に支払った額の半額とする」[1]", [DIFFERS]),
        # five days are not the end of fifteen
        ("「5日以内に、共用の保存場所」[2]", [DIFFERS]),
        ("「十五日以内に、共用の保存場所」[2]", [OK]),
        # omissions that are marked, in their order
        ("「宿泊費の額は…現に支払った額とする」[1]", [OK]),
        ("「宿泊費の額は、（略）支払った額」[1]", [OK]),
        ("「現に支払った額…宿泊費の額は」[1]", [DIFFERS]),
        ("「宿……額」[1]", [OK]),
        # over two sentences and over two paragraphs, with or without the printed number
        ("「現に支払った額とする。２　前項の上限により難い場合」[1]", [OK]),
        ("「現に支払った額とする。前項の上限により難い場合」[1]", [OK]),
        ("「一　災害の場合\n二　その他やむを得ない場合」[1]", [OK]),
        # marks within marks
        ("「この場合において、『旅費』とあるのは」[1]", [OK]),
        ("「この場合において、『給与』とあるのは」[1]", [DIFFERS]),
        ("『現に支払った額とする』[1]", [OK]),
        ("“現に支払った額とする”[1]", [OK]),
        # emphasis is no difference
        ("「現に**支払った額**とする」[1]", [OK]),
        # short words are terms, names of regulations and articles are names
        ("「半額」になります[1]。", [OK]),
        ("「例示省職員旅費支給規程」によります[1]。", [OK]),
        ("「旅費規程」によります[1]。", [OK]),
        # quoted from 2, cited as 1
        ("「電子メールを送信した日から」[1]", [DIFFERS]),
        # in a row of citations one of them is enough
        ("「電子メールを送信した日から」[1][2]", [OK, OK]),
        ("「だれも定めていない規定」[1][2]", [DIFFERS, DIFFERS]),
        # each quotation belongs to the citation behind it
        ("「現に支払った額」[1]、「電子メールを送信した日」[2]です。", [OK, OK]),
        ("「電子メールを送信した日」[1]、「現に支払った額とする」[2]です。", [DIFFERS, DIFFERS]),
        # the citation may stand before the quotation, or within it
        ("規程[1]は「だれも定めていない規定」としています。", [DIFFERS]),
        ("「現に支払った額とする[1]」と定めています。", [OK]),
        # behind the full stop it still belongs to the sentence
        ("「だれも定めていない規定」です。[1]", [DIFFERS]),
        # another sentence's quotation is not this citation's
        ("「だれも定めていない規定」はありません。上限はあります[1]。", [OK]),
        # lines of a quotation
        (
            "> 職員は、電子メールを送信した日から十五日以内に、\n> 共用の保存場所に移さなければならない。[2]",
            [OK],
        ),
        ("> 職員は、電子メールを直ちに廃棄しなければならない。\n\n[2]", [DIFFERS]),
        # marks without a partner quote nothing
        ("「上限があります[1]。", [OK]),
        ("上限があります」[1]。", [OK]),
    ],
)
def test_quotations(text: str, expected: list[Verdict]) -> None:
    assert [verdict for _, verdict in verdicts(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the article of a source, in its own and in other spellings
        ("例示省職員旅費支給規程第八条", [("例示省職員旅費支給規程第八条", OK)]),
        ("旅費規程第8条第2項", [("旅費規程第8条第2項", OK)]),
        ("文書管理規程12条の2", [("文書管理規程12条の2", OK)]),
        ("「旅費規程」第8条", [("旅費規程」第8条", OK)]),
        ("例示省行政文書管理規程附則第1条", [("例示省行政文書管理規程附則第1条", OK)]),
        # without a name: the article of any source
        ("第8条によります。", [("第8条", OK)]),
        # paragraphs and items that are not there
        ("旅費規程第8条第4項", [("旅費規程第8条第4項", NO_PROVISION)]),
        ("旅費規程第8条第3項第2号", [("旅費規程第8条第3項第2号", OK)]),
        ("旅費規程第8条第3項第3号", [("旅費規程第8条第3項第3号", NO_PROVISION)]),
        # on the shelves, but not given
        ("旅費規程第9条", [("旅費規程第9条", UNSUPPORTED)]),
        # not on the shelves: the article, the law
        ("旅費規程第99条", [("旅費規程第99条", NO_ARTICLE)]),
        ("国家公務員法第99条", [("国家公務員法第99条", UNSUPPORTED)]),
        # the right number in the wrong law
        ("文書管理規程第8条", [("文書管理規程第8条", NO_ARTICLE)]),
        ("例示市旅費規程第8条", [("例示市旅費規程第8条", NO_LAW)]),
        # an article that a source itself names
        ("旅費規程第5条第1項が準用されます。", [("旅費規程第5条第1項", OK)]),
        # 「同条」 is the article before
        ("旅費規程第8条のとおりです。同条第2項も", [("旅費規程第8条", OK), ("同条第2項", OK)]),
        ("旅費規程第8条のとおりです。同条第7項も", [("旅費規程第8条", OK), ("同条第7項", NO_PROVISION)]),
        # a reference within a quotation belongs to the source
        ("「第五条第一項の規定を準用する」[1]", [("[1]", OK)]),
        # a reference right before a citation of another source
        ("旅費規程第8条[1]です。", [("旅費規程第8条", OK), ("[1]", OK)]),
        ("旅費規程第8条[2]です。", [("旅費規程第8条", OK), ("[2]", OTHER)]),
        # in code it is no reference
        ("`旅費規程第99条`", []),
    ],
)
def test_worded_references(text: str, expected: list[tuple[str, Verdict]]) -> None:
    assert verdicts(text) == expected


def test_without_knowing_the_shelves_a_name_may_be_shortened() -> None:
    (check,) = examine("旅費支給規程第8条", SOURCES).checks
    assert check.verdict is OK
    (check,) = examine("第99条", (LODGING,), known=KNOWN).checks
    assert check.verdict is NO_ARTICLE


def test_a_source_that_was_cut_vouches_for_paragraphs_it_no_longer_shows() -> None:
    cut = Given(1, LODGING.label, "宿泊費の額は、一夜につき一万九千円を上限とする。\n（略）", LODGING.anchor)
    assert [one.verdict for one in examine("旅費規程第8条第9項", (cut,), known=KNOWN).checks] == [OK]


def test_checks_tell_what_is_wrong() -> None:
    checks = examine(
        "「電子メールを送信した日から」[1]。「だれも定めていない規定」[2]。[7]。旅費規程第99条。",
        SOURCES,
        known=KNOWN,
    ).checks
    assert [one.sentence_for_user for one in checks] == [
        "引用された「電子メールを送信した日から」は、出典[1]ではなく、出典[2]にあります。",
        "引用された「だれも定めていない規定」は、出典[2]の本文にありません。",
        "出典[7]はありません。",
        "「例示省職員旅費支給規程」に第99条はありません。",
    ]
    assert checks[0].quotation == "電子メールを送信した日から"
    assert checks[3].claim == "旅費規程第99条。"


def test_citations_are_counted_as_a_page_draws_them() -> None:
    text = "`[9]`甲[1]。乙［１］。丙[1,2]。丁[001]。戊[2]。"
    assert [(one.number, one.nth) for one in parse_citations(text)] == [
        (1, 0),
        (1, None),
        (1, None),
        (2, None),
        (1, None),
        (2, 1),
    ]


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("宿泊費には上限があります[1]。", 0),
        ("宿泊費には上限があります。日当もあります[1]。", 1),
        # a confirmed reference is a source
        ("宿泊費の上限は、旅費規程第8条が定めています。", 0),
        ("宿泊費の上限は、旅費規程第99条が定めています。", 1),
        # headings, questions, lines that lead on, tables and code claim nothing
        ("## 宿泊費の上限について\n\n次のとおりです：\n\n宿泊費の上限を知りたいですか？", 0),
        ("| 宿泊費の区分 | 上限の額 |\n|---|---|\n", 0),
        ("```\n宿泊費の上限を計算する処理です。\n```", 0),
        ("はい。", 0),
        # nor does what an answer says of itself
        ("抽出回答（生成AIではありません）\n\n宿泊費には上限があります[1]。", 0),
        ("お尋ねの内容に答える規定は、選択した資料からは見つかりませんでした。", 0),
        ("宿泊費の上限は見つかりませんでしたが、一万円です。", 1),
        # each line of a list is a sentence
        ("- 宿泊費には上限があります[1]\n- 承認を受ければ超えられます", 1),
    ],
)
def test_sentences_without_a_source(text: str, without: int) -> None:
    assert examine(text, SOURCES, known=KNOWN).summary.sentences_without_source == without


def test_a_summary_counts() -> None:
    text = "「現に支払った額とする」[1]。旅費規程第99条によります。"
    summary = examine(text, SOURCES, known=KNOWN).summary
    assert (summary.total, summary.verified, summary.failed) == (2, 1, 1)


def test_no_sources_at_all() -> None:
    assert verdicts("") == []
    assert [one.verdict for one in examine("旅費規程第8条[1]", ()).checks] == [UNSUPPORTED, NO_SOURCE]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("「" * 100_000, 0),
        ("[1]" * 5_000, 1),
        ("「あいうえおか」" * 20_000, 0),
        ("`" * 100_000, 0),
        ("> あ\n" * 50_000, 0),
        ("[1" * 100_000, 0),
    ],
)
def test_hostile_answers_cost_no_more_than_their_length(text: str, total: int) -> None:
    """Something quadratic would take minutes."""
    assert examine(text, SOURCES, known=KNOWN).summary.total == total
