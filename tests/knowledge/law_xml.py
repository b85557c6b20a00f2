"""Small laws in the standard XML, written for the tests, and any number of them made by chance."""

from hypothesis import strategies as st

LAW = """<?xml version="1.0" encoding="UTF-8"?>
<Law Era="Heisei" Year="5" Num="8" LawType="Act" Lang="ja" PromulgateMonth="4" PromulgateDay="1">
  <LawNum>平成五年法律第八号</LawNum>
  <LawBody>
    <LawTitle Kana="れいじほう" Abbrev="例示法,窓口法">窓口の設置に関する<Ruby>例示<Rt>れいじ</Rt></Ruby>法</LawTitle>
    <EnactStatement>窓口規則の全部を改正する。</EnactStatement>
    <TOC><TOCLabel>目次</TOCLabel><TOCChapter Num="1"><ChapterTitle>第一章　総則</ChapterTitle></TOCChapter></TOC>
    <Preamble><Paragraph Num="1"><ParagraphNum/>
      <ParagraphSentence><Sentence>窓口は、住民のためにある。</Sentence></ParagraphSentence></Paragraph></Preamble>
    <MainProvision>
      <Part Num="1"><PartTitle>第一編　窓口</PartTitle>
        <Chapter Num="1"><ChapterTitle>第一章　総則</ChapterTitle>
          <Section Num="1"><SectionTitle>第一節　通則</SectionTitle>
            <Subsection Num="1"><SubsectionTitle>第一款　定義</SubsectionTitle>
              <Division Num="1"><DivisionTitle>第一目　用語</DivisionTitle>
                <Article Num="27_3">
                  <ArticleCaption>（定義）</ArticleCaption>
                  <ArticleTitle>第二十七条の三</ArticleTitle>
                  <Paragraph Num="1"><ParagraphNum/><ParagraphSentence>
                    <Sentence Num="1" Function="main">窓口とは、次に掲げるものをいう。</Sentence>
                    <Sentence Num="2" Function="proviso">ただし、十の<Sup>６</Sup>乗分の一を超えないものを除く。</Sentence>
                  </ParagraphSentence>
                  <Item Num="1"><ItemTitle>一</ItemTitle>
                    <ItemSentence><Column Num="1"><Sentence>本庁窓口</Sentence></Column>
                      <Column Num="2"><Sentence>本庁に置く窓口をいう。</Sentence></Column></ItemSentence>
                    <Subitem1 Num="1"><Subitem1Title>イ</Subitem1Title>
                      <Subitem1Sentence><Sentence>一階の窓口</Sentence></Subitem1Sentence>
                      <Subitem2 Num="1"><Subitem2Title>（１）</Subitem2Title>
                        <Subitem2Sentence><Sentence>東の窓口</Sentence></Subitem2Sentence></Subitem2>
                    </Subitem1></Item>
                  <TableStruct><Table>
                    <TableRow><TableColumn rowspan="2"><Sentence>平日</Sentence></TableColumn>
                      <TableColumn colspan="2"><Sentence>九時</Sentence></TableColumn></TableRow>
                    <TableRow><TableColumn><Sentence>甲|乙</Sentence></TableColumn>
                      <TableColumn><Sentence>十七時</Sentence></TableColumn></TableRow>
                  </Table></TableStruct>
                  </Paragraph>
                  <Paragraph Num="2" OldNum="true"><ParagraphNum/>
                    <ParagraphSentence><Sentence>数式は、次による。</Sentence>
                    <Sentence><ArithFormula Num="1">甲×乙</ArithFormula></Sentence></ParagraphSentence>
                    <List><ListSentence><Sentence>並びの一</Sentence></ListSentence>
                      <Sublist1><Sublist1Sentence><Sentence>並びの二</Sentence></Sublist1Sentence></Sublist1></List>
                  </Paragraph>
                  <SupplNote>（附記である。）</SupplNote>
                </Article>
                <Article Num="28:30" Delete="true"><ArticleTitle>第二十八条から第三十条まで</ArticleTitle>
                  <Paragraph Num="1"><ParagraphNum/>
                    <ParagraphSentence><Sentence>削除</Sentence></ParagraphSentence></Paragraph></Article>
              </Division></Subsection></Section></Chapter>
        <Chapter Num="2" Delete="true"><ChapterTitle>第二章　削除</ChapterTitle></Chapter>
      </Part>
    </MainProvision>
    <SupplProvision Extract="true"><SupplProvisionLabel>附　則</SupplProvisionLabel>
      <Paragraph Num="1"><ParagraphCaption>（施行期日）</ParagraphCaption><ParagraphNum/>
        <ParagraphSentence><Sentence>この法律は、公布の日から施行する。</Sentence></ParagraphSentence></Paragraph>
      <Paragraph Num="2"><ParagraphNum>２</ParagraphNum>
        <ParagraphSentence><Sentence>（略）</Sentence></ParagraphSentence></Paragraph></SupplProvision>
    <SupplProvision AmendLawNum="令和三年六月二日法律第三号"><SupplProvisionLabel>附　則</SupplProvisionLabel>
      <Article Num="1"><ArticleCaption>（施行期日）</ArticleCaption><ArticleTitle>第一条</ArticleTitle>
        <Paragraph Num="1"><ParagraphNum/>
          <ParagraphSentence><Sentence>この法律は、令和四年四月一日から施行する。</Sentence></ParagraphSentence></Paragraph></Article>
      <SupplProvisionAppdxTable Num="1"><SupplProvisionAppdxTableTitle>附則別表</SupplProvisionAppdxTableTitle>
        <TableStruct><Table><TableRow><TableColumn><Sentence>経過</Sentence></TableColumn></TableRow></Table></TableStruct>
      </SupplProvisionAppdxTable></SupplProvision>
    <AppdxTable Num="1"><AppdxTableTitle>別表第一</AppdxTableTitle>
      <RelatedArticleNum>（第二十七条の三関係）</RelatedArticleNum>
      <TableStruct><TableStructTitle>手数料</TableStructTitle><Table>
        <TableHeaderRow><TableHeaderColumn>区分</TableHeaderColumn><TableHeaderColumn>額</TableHeaderColumn></TableHeaderRow>
        <TableRow><TableColumn><Sentence>写し</Sentence></TableColumn><TableColumn><Sentence>十円</Sentence></TableColumn></TableRow>
      </Table><Remarks><RemarksLabel>備考</RemarksLabel><Sentence>郵送は別とする。</Sentence></Remarks></TableStruct></AppdxTable>
    <AppdxNote Num="1"><AppdxNoteTitle>別記</AppdxNoteTitle>
      <NoteStruct><Note><Sentence>記載の要領</Sentence></Note></NoteStruct></AppdxNote>
    <AppdxStyle Num="1"><AppdxStyleTitle>様式第一</AppdxStyleTitle>
      <StyleStruct><Style><Fig src="./pict/1.jpg"/></Style></StyleStruct></AppdxStyle>
    <Appdx><ArithFormulaNum>付録第一</ArithFormulaNum><ArithFormula>丙÷丁</ArithFormula></Appdx>
  </LawBody>
</Law>
"""
PARAGRAPHS_ONLY = """<Law Era="Showa" Year="25" Num="3" LawType="CabinetOrder" Lang="ja"><LawNum>昭和二十五年政令第三号</LawNum>
<LawBody><LawTitle>項だけの例示令</LawTitle><MainProvision>
<Paragraph Num="1"><ParagraphNum/><ParagraphSentence><Sentence>甲とする。</Sentence></ParagraphSentence></Paragraph>
<Paragraph Num="2"><ParagraphNum>２</ParagraphNum><ParagraphSentence><Sentence>乙とする。</Sentence></ParagraphSentence></Paragraph>
</MainProvision></LawBody></Law>"""

_words = st.integers(min_value=1, max_value=10**9).map(lambda number: f"語{number}番")
_sentences = st.lists(_words, min_size=1, max_size=3).map(
    lambda found: "".join(f"<Sentence>{words}</Sentence>" for words in found)
)


def _columns(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(inner, min_size=1, max_size=3).map(
        lambda found: "".join(f"<Column>{each}</Column>" for each in found)
    )


_said = st.one_of(_sentences, _columns(_sentences))
_spans = st.integers(min_value=1, max_value=3)
_cells = st.tuples(_spans, _spans, _said).map(
    lambda cell: f'<TableColumn colspan="{cell[0]}" rowspan="{cell[1]}">{cell[2]}</TableColumn>'
)
_rows = st.lists(_cells, min_size=1, max_size=3).map(lambda cells: f"<TableRow>{''.join(cells)}</TableRow>")
_tables = st.lists(_rows, min_size=1, max_size=3).map(
    lambda rows: (
        f"<TableStruct><Table>{''.join(rows)}</Table><Remarks><Sentence>備考一</Sentence></Remarks></TableStruct>"
    )
)


def _item(tag: str, below: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(_said, below).map(
        lambda parts: (
            f"<{tag}><{tag}Title>一</{tag}Title><{tag}Sentence>{parts[0]}</{tag}Sentence>{parts[1]}</{tag}>"
        )
    )


def _some(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(inner, max_size=2).map("".join)


_lists = st.tuples(_said).map(lambda said: f"<List><ListSentence>{said[0]}</ListSentence></List>")
_deep = st.just("")
for _depth in range(10, 0, -1):
    _deep = _some(_item(f"Subitem{_depth}", _deep)) if _depth < 4 else _item(f"Subitem{_depth}", _deep)
_items = _item("Item", st.one_of(_deep, _tables, _lists))
_paragraphs = st.tuples(_said, _some(st.one_of(_items, _tables, _lists))).map(
    lambda parts: (
        f"<Paragraph><ParagraphNum/><ParagraphSentence>{parts[0]}</ParagraphSentence>{parts[1]}</Paragraph>"
    )
)
_holding = st.lists(_paragraphs, min_size=1, max_size=2).map("".join)
_articles = st.tuples(st.integers(1, 9), _holding).map(
    lambda parts: f'<Article Num="{parts[0]}"><ArticleTitle>第条</ArticleTitle>{parts[1]}</Article>'
)
_chapters = st.lists(_articles, min_size=1, max_size=2).map(
    lambda found: f"<Chapter><ChapterTitle>第一章</ChapterTitle>{''.join(found)}</Chapter>"
)
_annexes = st.one_of(
    _tables.map(lambda found: f"<AppdxTable><AppdxTableTitle>別表</AppdxTableTitle>{found}</AppdxTable>"),
    _items.map(lambda found: f"<AppdxTable>{found}</AppdxTable>"),
    _said.map(lambda found: f"<AppdxStyle><StyleStruct><Style>{found}</Style></StyleStruct></AppdxStyle>"),
    _holding.map(lambda found: f"<AppdxNote><NoteStruct><Note>{found}</Note></NoteStruct></AppdxNote>"),
)
_supplements = st.one_of(_holding, _articles, _chapters).map(
    lambda found: f"<SupplProvision><SupplProvisionLabel>附則</SupplProvisionLabel>{found}</SupplProvision>"
)


def laws() -> st.SearchStrategy[str]:
    """Laws of any shape that the schema allows, in which every sentence has words of its own."""
    main = st.one_of(_holding, _articles, st.lists(_chapters, min_size=1, max_size=2).map("".join))
    return st.tuples(main, _some(_supplements), _some(_annexes)).map(
        lambda parts: (
            "<Law><LawNum>号</LawNum><LawBody><LawTitle>法</LawTitle>"
            f"<MainProvision>{parts[0]}</MainProvision>{parts[1]}{parts[2]}</LawBody></Law>"
        )
    )
