"""Which addresses a computer may send to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genkan.inquiry.post import mail_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("taro@example.jp", "taro@example.jp"),
        ("　ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ ", "taro@example.jp"),  # as Japanese keyboards type it
        ("a.b+c@mail.example.co.jp", "a.b+c@mail.example.co.jp"),
        ("a" * 64 + "@example.jp", "a" * 64 + "@example.jp"),
        ("a" * 65 + "@example.jp", None),
        ("taro@" + "a." * 124 + "jp", None),  # 255 characters
        ("taro", None),
        ("taro@example", None),
        ("taro@@example.jp", None),
        ("taro@-example.jp", None),
        ("taro..x@example.jp", None),
        ("例示@example.jp", None),
        ("taro@例示.jp", None),
        ("taro@example.jp, hanako@example.jp", None),  # one only
        ("taro@example.jp\nBcc: all@example.jp", None),
        ("taro@example.jp\r\nRCPT TO:<all@example.jp>", None),
        ("例示太郎 <taro@example.jp>", None),
        ("taro@[127.0.0.1]", None),
        ("", None),
    ],
)
def test_an_address_is_one_plain_mailbox(typed: str, address: str | None) -> None:
    assert mail_address(typed) == address


@given(st.text(max_size=40), st.text(alphabet="\r\n\0 ,;<>", min_size=1, max_size=3))
def test_nothing_that_ends_a_header_is_in_an_address(typed: str, breaker: str) -> None:
    for each in (typed, f"{typed}{breaker}@example.jp", f"a@example.jp{breaker}{typed}"):
        found = mail_address(each)
        assert found is None or not set(found) & set("\r\n\0 ,;<>")
