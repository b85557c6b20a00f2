"""Errors of the settings room.

SettingInvalid
└── PasswordInTheClear
    └── MailPasswordInTheClear
"""

from genkan.kit import Problem


class SettingInvalid(Problem):
    """An environment variable holds what cannot be meant."""

    sentence = "設定{name}の値が正しくありません。"
    next_step = (
        "環境変数{name}を直すか、取り除いてください。設定の一覧はdocs/reference/settings.mdにあります。"
    )


class PasswordInTheClear(SettingInvalid):
    """A password would go over a network that anybody on the way can read."""

    sentence = "設定{name}のアドレスがhttp://で始まるため、パスワードを暗号化せずに送信することになります。"
    next_step = "環境変数{name}を、https://で始まるアドレスに直してください。http://は、この機械の中のアドレス（localhost、127.0.0.1又は[::1]）に限り利用できます。"


class MailPasswordInTheClear(PasswordInTheClear):
    """The password at the mail server would go over a line that is not encrypted."""

    sentence = "設定{name}がnoneのため、メールサーバーのパスワードを暗号化せずに送信することになります。"
    next_step = "環境変数{name}を、starttls又はtlsに直してください。noneは、この機械の中のメールサーバー（localhost又は127.0.0.1）に限り、利用者名と一緒に指定できます。"
