"""Names of companies: what is one company however it is written, and what is not."""

import pytest

from genkan.kit import company_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("例示", "例示"),
        ("株式会社例示", "例示"),  # the form before
        ("例示株式会社", "例示"),  # and after
        ("株式会社　例示 ", "例示"),  # spaces of any width
        ("(株)例示", "例示"),
        ("例示（株）", "例示"),  # brackets of any width
        ("㈱例示", "例示"),  # one sign
        ("㍿例示", "例示"),  # the square sign
        ("㈲例示", "例示"),
        ("有限会社例示", "例示"),
        ("合同会社例示", "例示"),
        ("例示（同）", "例示"),
        ("一般社団法人例示", "例示"),
        ("(一社)例示", "例示"),
        ("国立研究開発法人例示", "例示"),
        ("例示Co.,Ltd.", "例示"),  # no space before letters
        ("Reiji Inc.", "reiji"),
        ("REIJI, INC", "reiji"),
        ("Ｒｅｉｊｉ　Ｃｏ．，　Ｌｔｄ．", "reiji"),
        ("Reiji Co Ltd", "reiji"),
        ("Reiji Corporation", "reiji"),
        ("Reiji K.K.", "reiji"),
        ("Reiji Kabushiki Kaisha", "reiji"),
        ("Reiji Pty. Ltd.", "reiji"),
        ("ﾚｲｼﾞ株式会社", "レイジ"),  # half width
        ("例示・システムズ", "例示システムズ"),  # signs
        ("例示システムズ", "例示システムズ"),
        ("例示データ株式会社", "例示データ"),  # another company than 例示
        ("株式会社例示ホールディングス", "例示ホールディングス"),
        ("Inc Reiji", "increiji"),  # a form is one at the end alone
        ("Incorporated Minds", "incorporatedminds"),
        ("株式会社", "株式会社"),  # nothing but a form: never the same as nothing
        ("(株)", "株"),
        ("Co.", "co"),
        ("例示 株式会社 Co., Ltd.", "例示"),  # two forms
        ("", ""),
        (" 、。", "、。"),
    ],
)
def test_companies_are_told_by_their_names_without_their_forms(name: str, key: str) -> None:
    assert company_key(name) == key
    assert company_key(company_key(name)) == key
