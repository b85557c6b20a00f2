"""Errors of the public form.

InquiryProblem
├── FormClosed
├── TooOften
│   └── FormBusy
├── BodyTooLong
├── AlreadySent
├── LookUpRefused
├── LookUpEnded
└── EntryProblem
    ├── TitleMissing
    ├── NoticeTooLong
    ├── AddressNameUnfit
    ├── AddressNameTaken
    ├── EmailUnfit
    ├── PersonalNumberFound
    ├── TrapFilled
    └── ScoreMissing
"""

from genkan.inquiry.errors import EntryProblem, InquiryProblem


class FormClosed(InquiryProblem):
    """There is no such form, or it takes nothing in."""

    status = 404
    sentence = "この照会フォームは、現在受け付けていません。"
    next_step = "アドレスを確認するか、電話、郵便又は窓口で照会してください。"


class TooOften(InquiryProblem):
    """Too many tries from one place in too short a time."""

    status = 429
    sentence = "短い時間に続けて操作されたため、受け付けられません。"
    next_step = "{minutes}分ほどたってから、もう一度操作してください。入力した内容は残してあります。"

    def __init__(self, *, minutes: int) -> None:
        self.retry_after = minutes * 60
        super().__init__(minutes=minutes)


class FormBusy(TooOften):
    """More letters come by the form than it takes, whoever sends them."""

    sentence = "ただいま照会が集中しているため、受け付けられません。"
    next_step = (
        "{minutes}分ほどたってから、もう一度送信するか、電話、郵便又は窓口で照会してください。"
        "入力した内容は残してあります。"
    )


class BodyTooLong(InquiryProblem):
    """More was sent than a letter may hold."""

    status = 413
    sentence = "送信された内容が長すぎるため、受け付けられません。"
    next_step = "前の画面に戻り、照会の内容を10万文字以内、添付ファイルを合わせて20MB以内にしてから、もう一度送信してください。"


class AlreadySent(InquiryProblem):
    """The same form was sent before; the letter is taken in once."""

    status = 409
    sentence = "この照会は、既に受け付けています。"
    next_step = "別の照会をする場合は、フォームを開き直してください。"


class LookUpRefused(InquiryProblem):
    """Number and code do not belong together, or there is no such number; which of the two is not told."""

    status = 422
    sentence = "受付番号又は確認コードが正しくありません。"
    next_step = "受付の際にお知らせした受付番号と確認コードを、もう一度入力してください。"


class LookUpEnded(InquiryProblem):
    """The page of a citizen was open for too long."""

    status = 403
    sentence = "表示できる時間が過ぎました。"
    next_step = "受付番号と確認コードを、もう一度入力してください。"


class TitleMissing(EntryProblem):
    """A form needs a name."""

    field = "title"
    sentence = "フォームの名称を、1行で1文字以上{limit}文字以内で入力してください。"
    next_step = "照会者が見て分かる名称を入力してください。"


class NoticeTooLong(EntryProblem):
    """The notice does not fit."""

    field = "notice"
    sentence = "案内文は{limit}文字以内で入力してください（現在{count}文字）。"
    next_step = "案内文を短くしてください。入力した内容は残してあります。"


class AddressNameUnfit(EntryProblem):
    """The name in the address is none."""

    field = "address_name"
    sentence = "アドレスに使う名前は、半角の英小文字、数字及びハイフンで、{limit}文字以内で入力してください。"
    next_step = "例えば「reiji」のように入力してください。"


class AddressNameTaken(EntryProblem):
    """Another organisation has this name."""

    field = "address_name"
    sentence = "この名前は、ほかの組織が使用しています。"
    next_step = "別の名前を入力してください。"


class EmailUnfit(EntryProblem):
    """No computer can send to what was typed."""

    field = "email"
    sentence = "電子メールアドレスの形が正しくありません。"
    next_step = "半角の電子メールアドレスを一つ入力するか、空欄にしてください。"


class PersonalNumberFound(EntryProblem):
    """Something that looks like an individual number stands in the letter, and nobody said that it is none."""

    field = "text"
    sentence = "照会の内容に、マイナンバー（個人番号）と思われる12桁の数字があります。"
    next_step = "マイナンバーは、この照会に必要ありません。数字を取り除いてください。マイナンバーではない場合は、その旨を選択してください。"


class TrapFilled(EntryProblem):
    """A field that nobody sees was filled in, as programs do."""

    field = "website"
    sentence = "入力してはならない欄に入力があるため、受け付けられません。"
    next_step = "自動入力の機能を止めて、もう一度送信してください。入力した内容は残してあります。"


class ScoreMissing(EntryProblem):
    """Nobody said how satisfied they are."""

    field = "score"
    sentence = "満足度を選択してください。"
    next_step = "1から5までの中から、一つ選択してください。"
