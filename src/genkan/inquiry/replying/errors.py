"""Errors of replies.

InquiryProblem
├── ReplyUnknown
├── NotApprover
├── OwnReply
├── TooLateToWithdraw
├── WayClosed
├── NotYours
├── BlockUnknown
├── DraftingUnknown
├── TranslationOutdated
├── ModelUnfit
├── AnswerBroken
├── DraftingLost
└── EntryProblem
    ├── ReplyMissing
    ├── ReplyTooLong
    ├── WayUnfit
    ├── OthersNamed
    ├── PostingDayUnfit
    ├── PassingReasonMissing
    ├── BlockLabelUnfit
    ├── BlockLabelTaken
    ├── BlockTextUnfit
    ├── PlaceUnknown
    └── TooManyBlocks
"""

from genkan.inquiry.errors import EntryProblem, InquiryProblem


class ReplyUnknown(InquiryProblem):
    """The case has no reply of this kind."""

    status = 404
    sentence = "この案件には、まだ回答がありません。"
    next_step = "案件の画面から、回答を作成してください。"


class NotApprover(InquiryProblem):
    """Only a supervisor approves where the office wants four eyes."""

    status = 403
    sentence = "回答の承認は、照会対応責任者だけが行えます。"
    next_step = "照会対応責任者に承認を依頼してください。"


class OwnReply(InquiryProblem):
    """Nobody approves what they wrote where the office wants four eyes."""

    status = 403
    sentence = "自分が作成又は修正した回答は、自分では承認できません。"
    next_step = "回答案の作成に加わっていない照会対応責任者に承認を依頼してください。"


class OthersNamed(EntryProblem):
    """A reply that goes to more than one citizen says nothing of any of them."""

    field = "share"
    sentence = "回答の文面に照会者の氏名若しくは連絡先があるか、宛名が変更されているため、ほかの照会者には送れません。"
    next_step = (
        "文面から氏名や連絡先を取り除いて１行目を元の宛名に戻すか、回答を送る照会者の選択を外してください。"
    )


class PostingDayUnfit(EntryProblem):
    """A letter is posted after it was approved, and not in days to come."""

    field = "posted_on"
    sentence = "発送日は、承認した日から本日までの日を入力してください。"
    next_step = "書面を発送した日を選択してください。"


class TooLateToWithdraw(InquiryProblem):
    """The reply has left."""

    status = 409
    sentence = "回答は既に送られたため、取り消せません。"
    next_step = "訂正が必要な場合は、案件を再開して、改めて回答してください。"


class WayClosed(InquiryProblem):
    """Since the reply was written, the way by which it was to go is open no more."""

    status = 409
    sentence = "選択された回答の方法では、現在、照会者に回答できません。"
    next_step = "回答案を差し戻し、ほかの方法を選んでから、もう一度承認を依頼してください。"


class NotYours(InquiryProblem):
    """Only those who wrote or approved the reply withdraw it, or send it back before its approval."""

    status = 403
    sentence = "この操作は、回答を作成した人と照会対応責任者だけが行えます。"
    next_step = "回答を作成した人又は照会対応責任者に依頼してください。"


class BlockUnknown(InquiryProblem):
    """There is no such building block in the person's organisation."""

    status = 404
    sentence = "お探しの定型文は見つかりません。"
    next_step = "「定型文」の画面から選び直してください。"


class DraftingUnknown(InquiryProblem):
    """There is no such proposed draft on the case."""

    status = 404
    sentence = "お探しの回答案は見つかりません。"
    next_step = "回答の画面を開き直してください。"


class TranslationOutdated(InquiryProblem):
    """The translation is of another text than the reply as it stands."""

    status = 409
    sentence = "この訳を作成した後に、日本語の文面が変わりました。"
    next_step = "文面はそのまま残してあります。今の文面から、もう一度訳を作成してください。"


class ModelUnfit(InquiryProblem):
    """The person may not use this model for letters of citizens."""

    status = 403
    sentence = "選択した生成AIは、この照会に使えません。"
    next_step = "ほかの生成AIを選ぶか、生成AIを使わずに回答案を作成してください。"


class AnswerBroken(InquiryProblem):
    """The model's answer has no end."""

    status = 502
    sentence = "生成AIの回答が途中で切れたため、回答案を作成できませんでした。"
    next_step = "もう一度作成するか、ほかの生成AIを選んでください。"


class DraftingLost(InquiryProblem):
    """The draft could not be written to its end."""

    status = 503
    sentence = "回答案の作成が途中で止まりました。"
    next_step = "もう一度作成してください。続く場合は運用担当者に連絡してください。"


class ReplyMissing(EntryProblem):
    """A reply without words."""

    field = "text"
    sentence = "回答の文面を入力してください。"
    next_step = "根拠を選んで回答案を作成するか、文面を入力してください。"


class ReplyTooLong(EntryProblem):
    """More words than a reply holds."""

    field = "text"
    sentence = "回答は{limit}文字以内で入力してください（現在{count}文字）。"
    next_step = "文面を短くしてください。入力した内容は残してあります。"


class WayUnfit(EntryProblem):
    """The citizen cannot be reached this way."""

    field = "way"
    sentence = "この方法では、照会者に回答できません。"
    next_step = "回答の方法を選び直してください。"


class PassingReasonMissing(EntryProblem):
    """What the checks found passes only with a reason."""

    field = "words"
    sentence = "確認が必要な箇所が{count}件あります。このまま承認を求める理由を入力してください。"
    next_step = "文面を直すか、このままでよい理由を入力してください。入力した内容は残してあります。"


class BlockLabelUnfit(EntryProblem):
    """A building block needs a name."""

    field = "label"
    sentence = "定型文の名称を、1文字以上{limit}文字以内で入力してください。"
    next_step = "職員が見て分かる名称を入力してください。"


class BlockLabelTaken(EntryProblem):
    """The organisation has a building block of this name."""

    field = "label"
    sentence = "同じ名称の定型文が既にあります。"
    next_step = "別の名称を入力してください。"


class BlockTextUnfit(EntryProblem):
    """A building block without words, or with too many."""

    field = "text"
    sentence = "定型文は、1文字以上{limit}文字以内で入力してください。"
    next_step = "文面を確認してください。入力した内容は残してあります。"


class PlaceUnknown(EntryProblem):
    """A place in a building block that no case fills."""

    field = "text"
    sentence = "「{place}」という差込み項目はありません。"
    next_step = "差込み項目は、画面に示したものだけが使えます。"


class TooManyBlocks(EntryProblem):
    """More building blocks than an organisation keeps."""

    field = "label"
    sentence = "定型文は{limit}件まで登録できます。"
    next_step = "使わない定型文を削除してください。"
