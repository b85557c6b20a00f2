"""What counts as personal data, spelling by spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genkan.policy import Finding, find_personal_data, restore
from genkan.policy.personal_data import Kind, compact, fold, my_number_is_valid
from genkan.policy.personal_data.numbers import NumberForm, find_numbers, forms_of
from genkan.policy.placeholder import mask

# (text, kind, normalised value) or (text, None, "") where nothing is to be found
ROWS = [
    # My Number in its spellings; 123456789018 has a right check digit.
    ("123456789018", Kind.MY_NUMBER, "123456789018"),
    ("番号は1234 5678 9018です", Kind.MY_NUMBER, "123456789018"),
    ("1234-5678-9018", Kind.MY_NUMBER, "123456789018"),
    ("１２３４－５６７８－９０１８", Kind.MY_NUMBER, "123456789018"),
    ("１２３４　５６７８　９０１８", Kind.MY_NUMBER, "123456789018"),
    ("1 2 3 4 5 6 7 8 9 0 1 8", Kind.MY_NUMBER, "123456789018"),
    ("1234‐5678−9018", Kind.MY_NUMBER, "123456789018"),
    ("1234\u200b5678\u200b9018", Kind.MY_NUMBER, "123456789018"),
    ("1234 - 5678 - 9018", Kind.MY_NUMBER, "123456789018"),
    ("1234\n5678\n9018", Kind.MY_NUMBER, "123456789018"),
    ("マイナンバー123456789018番", Kind.MY_NUMBER, "123456789018"),
    # Behind another number.
    ("5555 1234 5678 9018", Kind.MY_NUMBER, "123456789018"),
    # A wrong check digit, too many digits (a corporate number has 13), too few.
    ("123456789019", None, ""),
    ("7123456789018", None, ""),
    ("1234567890", None, ""),
    # E-mail, also full-width and in the middle of Japanese.
    ("連絡先はtaro.reiji@example.go.jpまで", Kind.EMAIL, "taro.reiji@example.go.jp"),
    ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", Kind.EMAIL, "taro@example.jp"),
    ("Taro+Test@Example.JP.", Kind.EMAIL, "taro+test@example.jp"),
    (f"{'a' * 200}@example.jp", Kind.EMAIL, f"{'a' * 200}@example.jp"),
    ("@example.jp", None, ""),
    ("taro@localhost", None, ""),
    # Telephone numbers: fixed, mobile, free, with brackets, full-width, with the country.
    ("03-1234-5678", Kind.PHONE, "0312345678"),
    ("（０３）１２３４－５６７８", Kind.PHONE, "0312345678"),
    ("03(1234)5678", Kind.PHONE, "0312345678"),
    ("0312345678", Kind.PHONE, "0312345678"),
    ("090-1234-5678", Kind.PHONE, "09012345678"),
    ("０９０１２３４５６７８", Kind.PHONE, "09012345678"),
    ("090 1234 5678", Kind.PHONE, "09012345678"),
    ("0120-123-456", Kind.PHONE, "0120123456"),
    ("+81 90-1234-5678", Kind.PHONE, "09012345678"),
    ("+81(0)3-1234-5678", Kind.PHONE, "0312345678"),
    ("電話0466-12-3456", Kind.PHONE, "0466123456"),
    # Dates, amounts, articles and document numbers are no telephone numbers.
    ("2026-01-02", None, ""),
    ("令和8年1月2日 10:00", None, ""),
    ("2026/01/02 03:04:05", None, ""),
    ("1,234,567,890円", None, ""),
    ("第12条第2項", None, ""),
    ("例示省訓令第010号", None, ""),
    ("0.123456789", None, ""),
]


@pytest.mark.parametrize(("text", "kind", "value"), ROWS)
def test_spelling(text: str, kind: Kind | None, value: str) -> None:
    found = [(finding.kind, finding.value) for finding in find_personal_data(text)]

    assert found == ([(kind, value)] if kind else [])


def test_places_are_those_of_the_text() -> None:
    text = "電話は０３－１２３４－５６７８、メールはtaro@example.jpです。"

    assert [text[finding.start : finding.end] for finding in find_personal_data(text)] == [
        "０３－１２３４－５６７８",
        "taro@example.jp",
    ]


# Check digits by the formula of the ordinance, computed by hand for remainders 0, 1 and others.
@pytest.mark.parametrize(
    ("digits", "valid"), [("123456789018", True), ("000000000000", True), ("123456789010", False)]
)
def test_check_digit(digits: str, valid: bool) -> None:
    assert my_number_is_valid(digits) is valid


@given(st.text(alphabet="0123456789 -０１２３４５６７８９@.abjp()+", max_size=60))
def test_findings_are_in_order_and_apart(text: str) -> None:
    end = 0
    for finding in find_personal_data(text):
        assert end <= finding.start < finding.end <= len(text)
        end = finding.end


def test_a_placeholder_that_the_person_wrote_stays_what_it_was() -> None:
    texts = ["〔電話番号1〕とは何ですか。", "03-1234-5678"]
    masked = mask(texts, findings=[find_personal_data(text) for text in texts])

    assert masked.texts == ("〔電話番号1〕とは何ですか。", "〔電話番号2〕")
    assert restore("〔電話番号1〕〔電話番号2〕", originals=masked.originals) == "〔電話番号1〕03-1234-5678"


def test_a_value_is_masked_also_where_it_stands_inside_a_longer_number() -> None:
    texts = ["03-1234-5678", "整理番号9903-1234-567899"]
    masked = mask(texts, findings=[find_personal_data(text) for text in texts])

    assert masked.texts == ("〔電話番号1〕", "整理番号99〔電話番号1〕99")


def test_joined_findings_leave_nothing_readable() -> None:
    # The mail address begins inside what may be read as a telephone number.
    text = "03-1234-5678@example.jp"
    masked = mask([text], findings=[find_personal_data(text)])

    assert masked.texts[0] in {"〔電話番号1〕", "〔メールアドレス1〕"}


def test_a_finding_outside_its_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="outside"):
        mask(["abc"], findings=[(Finding(Kind.EMAIL, 1, 9, "x"),)])


HOSTILE = [
    "あ", "0", "0 ", "1-", "(0", "0312-3456-7890 ", "1234567 ", "a.", "a-", "@", "a@", "a@a.", "a@a.b ", "市", "市1-1 ",
    "東京都", "1丁目", "1番", "十", "様", "佐藤様", "佐 藤 ", "氏名:", "氏名:佐藤 ", "普通 1 ", "普通 1234567 ", "免許証",
    "𝟎", "😀", "\u200b", "〔電話番号1〕", "tk1234567 ", "ab12345678cd ", "+81 ",
]  # fmt: skip


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_length_alone(unit: str) -> None:
    """200,000 characters of what is worst for a detector; something quadratic would take minutes."""
    text = (unit * 200_000)[:200_000] + "@"
    assert all(text[each.start : each.end] for each in find_personal_data(text))


def test_a_run_of_digits_is_looked_at_in_windows_of_bounded_length() -> None:
    looked: list[str] = []
    form = NumberForm(
        Kind.MY_NUMBER, frozenset(range(1, 17)), lambda digits: bool(looked.append(digits)), bool
    )
    list(find_numbers("1 " * 1000, forms_of([form])))

    assert 0 < len(looked) <= 16 * 1000
    assert max(map(len, looked)) == 16


@given(st.text(alphabet="0123456789 -０１２３〇一二三①②③@.abjpＡＢ()+市区丁目番地様佐藤\u200b𝟏", max_size=80))
def test_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="12 -.()_あa", max_size=40), st.data())
def test_a_place_in_the_compact_text_is_found_in_the_whole(text: str, data: st.DataObject) -> None:
    small = compact(text)
    if not small.text:
        return
    start = data.draw(st.integers(0, len(small.text) - 1))
    end = data.draw(st.integers(start + 1, len(small.text)))
    begin, stop = small.span(start, end)

    assert compact(text[begin:stop]).text == small.text[start:end]
    assert text[begin] == small.text[start]
    assert text[stop - 1] == small.text[end - 1]
