"""Errors of the inquiry room.

InquiryProblem
├── CaseUnknown
├── CaseOvertaken
├── DeedUnfit
├── NotOwner
├── ReplyLeaving
├── RelationUnknown
├── EarlierEnded
├── LetterUnclear
├── RepeatKeyTooLong
├── RepeatKeyUsed
├── LetterTooLarge
├── TopicUnknown
├── OfficeUnknown
└── EntryProblem            what was typed into a field cannot be taken
    ├── TextMissing
    ├── TextTooLong
    ├── ChannelMissing
    ├── NameTooLong
    ├── AddressTooLong
    ├── WordsMissing
    ├── WordsTooLong
    ├── DestinationMissing
    ├── DeadlineUnfit
    ├── OfficeMissing
    ├── TopicUnfit
    ├── UrgencyMissing
    ├── OwnerUnfit
    ├── LabelMissing
    ├── DaysUnfit
    ├── YearsUnfit
    ├── BlockTooLong
    └── LabelTaken
"""

from typing import ClassVar

from genkan.kit import Problem


class InquiryProblem(Problem):
    """Something with an inquiry could not be done."""

    status = 422


class CaseUnknown(InquiryProblem):
    """There is no such case in the person's organisation."""

    status = 404
    sentence = "お探しの案件は見つかりません。"
    next_step = "「照会対応」の一覧から選び直してください。"


class CaseOvertaken(InquiryProblem):
    """Somebody else did something with the case since the person saw it."""

    status = 409
    sentence = "画面を開いた後に、ほかの職員がこの案件を更新しました。"
    next_step = "下に表示した最新の内容を確認し、もう一度操作してください。入力した内容は残してあります。"


class DeedUnfit(InquiryProblem):
    """The deed is not possible in the state of the case."""

    status = 409
    sentence = "この案件の現在の状態（{state}）では、この操作を行えません。"
    next_step = "案件の状態を確認してください。入力した内容は残してあります。"


class NotOwner(InquiryProblem):
    """Only the owner of the case may do it."""

    status = 403
    sentence = "この操作は、案件の担当者だけが行えます。"
    next_step = "担当者に依頼するか、担当を引き受けてから操作してください。入力した内容は残してあります。"


class ReplyLeaving(InquiryProblem):
    """The reply was approved less than a minute ago, and may still be withdrawn."""

    status = 409
    sentence = "承認した回答を、これから照会者に送ります。"
    next_step = (
        "回答をやめる場合は、先に回答の画面で送付を取り消してください。"
        "やめない場合は、1分後にもう一度操作してください。入力した内容は残してあります。"
    )


class RelationUnknown(InquiryProblem):
    """Nothing was found by which the two cases would belong together."""

    status = 404
    sentence = "お探しの関連案件は見つかりません。"
    next_step = "案件の画面から選び直してください。"


class EarlierEnded(InquiryProblem):
    """The case to which another would be joined is open no more, and nobody would answer the other."""

    status = 409
    sentence = "統合先の案件は、既に終了しています。"
    next_step = "統合先の案件を再開するか、この案件で回答してください。"


class LetterUnclear(InquiryProblem):
    """What a program sent is no letter in the form of the API."""

    sentence = "送信した内容の「{field}」を読み取れません。"
    next_step = "照会を受け付けるAPIの説明を確認し、JSONの項目と形式を直してください。"


class RepeatKeyTooLong(InquiryProblem):
    """The key by which a program repeats a request does not fit."""

    sentence = "Idempotency-Keyが長すぎます。"
    next_step = "{limit}文字以内の値にしてください。"


class RepeatKeyUsed(InquiryProblem):
    """The key was sent before, with another letter."""

    sentence = "同じIdempotency-Keyで、異なる内容の照会を受け付けています。"
    next_step = "新しい照会には、新しい値のIdempotency-Keyを付けてください。"


class LetterTooLarge(InquiryProblem):
    """What a program sent is larger than a letter with its files may be."""

    status = 413
    sentence = "送信した内容が{limit}MBを超えています。"
    next_step = "添付ファイルを減らすか、小さくしてください。"


class TopicUnknown(InquiryProblem):
    """There is no such topic in the person's organisation."""

    status = 404
    sentence = "お探しの分類は見つかりません。"
    next_step = "「分類の設定」の画面から選び直してください。"


class OfficeUnknown(InquiryProblem):
    """There is no such office in the person's organisation."""

    status = 404
    sentence = "お探しの課は見つかりません。"
    next_step = "「課の設定」の画面から選び直してください。"


class EntryProblem(InquiryProblem):
    """What was typed into ``field`` cannot be taken."""

    field: ClassVar[str] = ""


class TextMissing(EntryProblem):
    """A case without words."""

    field = "text"
    sentence = "照会の内容を入力してください。"
    next_step = "照会者の文面又は聞き取った内容を入力してください。"


class TextTooLong(EntryProblem):
    """More words than a case holds."""

    field = "text"
    sentence = "照会の内容は{limit}文字以内で入力してください（現在{count}文字）。"
    next_step = "内容を分けて、それぞれを案件として登録してください。入力した内容は残してあります。"


class ChannelMissing(EntryProblem):
    """Nobody said how the inquiry came."""

    field = "channel"
    sentence = "受付方法を選択してください。"
    next_step = "照会を受けた方法を選択してください。"


class NameTooLong(EntryProblem):
    """The name does not fit."""

    field = "name"
    sentence = "照会者の氏名は{limit}文字以内で入力してください。"
    next_step = "氏名を短くして、もう一度送信してください。"


class AddressTooLong(EntryProblem):
    """The address does not fit."""

    field = "address"
    sentence = "回答の宛先は{limit}文字以内で入力してください。"
    next_step = "宛先を短くして、もう一度送信してください。"


class WordsMissing(EntryProblem):
    """A note, a reply or a reason without words."""

    field = "words"
    sentence = "内容を入力してください。"
    next_step = "ほかの職員が後で読んで分かるように入力してください。"


class WordsTooLong(EntryProblem):
    """More words than a note holds."""

    field = "words"
    sentence = "内容は{limit}文字以内で入力してください（現在{count}文字）。"
    next_step = "内容を短くするか、分けて記録してください。入力した内容は残してあります。"


class DestinationMissing(EntryProblem):
    """A case goes to somebody who is named."""

    field = "destination"
    sentence = "移送先の機関を、1文字以上{limit}文字以内で入力してください。"
    next_step = "移送先の機関名と部署名を入力してください。"


class DeadlineUnfit(EntryProblem):
    """A deadline is a day from today on, and not years away."""

    field = "deadline"
    sentence = "回答期限は、本日から{limit}日以内の日を入力してください。"
    next_step = "日付を選択し直してください。入力した内容は残してあります。"


class OfficeMissing(EntryProblem):
    """No office of the organisation was chosen."""

    field = "office"
    sentence = "担当課を選択してください。"
    next_step = "組織の部局から、回答する課を選択してください。"


class TopicUnfit(EntryProblem):
    """The topic is not one of the organisation."""

    field = "topic"
    sentence = "選択した分類は、この組織にありません。"
    next_step = "分類を選び直してください。"


class UrgencyMissing(EntryProblem):
    """Nobody said how soon an answer is wanted."""

    field = "urgency"
    sentence = "緊急度を選択してください。"
    next_step = "照会の内容から、緊急度を選択してください。"


class OwnerUnfit(EntryProblem):
    """The person chosen does not answer inquiries in the organisation."""

    field = "owner"
    sentence = "選択した人は、この組織の窓口担当者ではありません。"
    next_step = "担当者を選び直してください。"


class LabelMissing(EntryProblem):
    """A topic needs a name."""

    field = "label"
    sentence = "分類の名称を、1文字以上{limit}文字以内で入力してください。"
    next_step = "職員が見て分かる名称を入力してください。"


class LabelTaken(EntryProblem):
    """The organisation has a topic of this name."""

    field = "label"
    sentence = "同じ名称の分類が既にあります。"
    next_step = "別の名称を入力してください。"


class DaysUnfit(EntryProblem):
    """An answer takes a day at least, and no season."""

    field = "business_days"
    sentence = "回答期限は、1から{limit}までの営業日数で入力してください。"
    next_step = "数字を入力し直してください。入力した内容は残してあります。"


class YearsUnfit(EntryProblem):
    """Cases are kept for whole years."""

    field = "retention_years"
    sentence = "保存する年数は、0から{limit}までの数字で入力してください。"
    next_step = "数字を入力し直してください。入力した内容は残してあります。"


class BlockTooLong(EntryProblem):
    """What stands around every reply is short."""

    field = "blocks"
    sentence = "書き出し、結び及び連絡先は、それぞれ{limit}文字以内で入力してください。"
    next_step = "文を短くして、もう一度送信してください。入力した内容は残してあります。"
