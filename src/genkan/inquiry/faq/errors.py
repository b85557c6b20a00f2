"""Errors of the frequently asked questions.

InquiryProblem
├── FaqUnknown
├── FaqOvertaken
├── FaqDeedUnfit
├── CaseUnanswered
├── FaqNotApprover
├── OwnFaq
├── FaqNotYours
├── BasisChanged
└── EntryProblem
    ├── QuestionUnfit
    ├── AnswerUnfit
    ├── BasisUnknown
    ├── TooManyBases
    ├── ReviewDayUnfit
    ├── FaqOfficeUnfit
    ├── FaqUnclean
    │   └── CitizenTold
    ├── NotLookedAt
    ├── RemarkUnfit
    └── TooManyFaqs
"""

from genkan.inquiry.errors import EntryProblem, InquiryProblem


class FaqUnknown(InquiryProblem):
    """There is no such entry in the person's organisation."""

    status = 404
    sentence = "お探しのよくある質問は見つかりません。"
    next_step = "「よくある質問」の一覧から選び直してください。"


class FaqOvertaken(InquiryProblem):
    """Somebody else did something with the entry since the person saw it."""

    status = 409
    sentence = "画面を開いた後に、ほかの職員がこのよくある質問を更新しました。"
    next_step = "下に表示した最新の内容を確認し、もう一度操作してください。入力した内容は残してあります。"


class FaqDeedUnfit(InquiryProblem):
    """The deed is not possible in the state of the entry."""

    status = 409
    sentence = "このよくある質問の現在の状態（{state}）では、この操作を行えません。"
    next_step = "下に表示した最新の状態を確認してください。"


class CaseUnanswered(InquiryProblem):
    """An entry is made of a case that was answered."""

    status = 409
    sentence = "回答した案件からだけ、よくある質問を作成できます。"
    next_step = "案件に回答した後で、もう一度操作してください。"


class FaqNotApprover(InquiryProblem):
    """Only a supervisor approves where the office wants four eyes."""

    status = 403
    sentence = "よくある質問の承認は、照会対応責任者だけが行えます。"
    next_step = "照会対応責任者に承認を依頼してください。"


class OwnFaq(InquiryProblem):
    """Nobody approves what they wrote."""

    status = 403
    sentence = "自分が作成又は修正したよくある質問は、自分では承認できません。"
    next_step = "作成に加わっていない人に承認を依頼してください。"


class FaqNotYours(InquiryProblem):
    """Only a supervisor, or who wrote it, gives an entry back."""

    status = 403
    sentence = "よくある質問の差戻しは、照会対応責任者と作成した人だけが行えます。"
    next_step = "照会対応責任者に依頼してください。"


class BasisChanged(InquiryProblem):
    """What the entry rests on is not in force any more as it was when somebody looked at it."""

    status = 409
    sentence = "「{citation}」の条文が、よくある質問を書いたときから変わっています。"
    next_step = "差し戻し、現在の条文を確認して、回答と根拠を直してください。"


class QuestionUnfit(EntryProblem):
    """An entry without a question, or with a letter instead of one."""

    field = "question"
    sentence = "質問は、1文字以上{limit}文字以内で入力してください。"
    next_step = "一つのことを尋ねる文にしてください。入力した内容は残してあります。"


class AnswerUnfit(EntryProblem):
    """An entry without an answer, or with more than a page of it."""

    field = "answer"
    sentence = "回答は、1文字以上{limit}文字以内で入力してください。"
    next_step = "内容を短くするか、質問を分けてください。入力した内容は残してあります。"


class BasisUnknown(EntryProblem):
    """A line names no article that the person may read and that is in force."""

    field = "citations"
    sentence = "根拠の「{line}」は、閲覧できる規程集の、施行中の条として見つかりません。"
    next_step = "規程の名称と条を、正式な名称で1行に1つずつ入力してください。入力した内容は残してあります。"


class TooManyBases(EntryProblem):
    """More articles than one answer rests on."""

    field = "citations"
    sentence = "根拠は、{limit}件までです。"
    next_step = "質問を分けてください。入力した内容は残してあります。"


class ReviewDayUnfit(EntryProblem):
    """The day of the next look is no day, is past, or is years away."""

    field = "review_on"
    sentence = "見直しの期限は、明日から3年以内の日を入力してください。"
    next_step = "年月日を入力し直してください。入力した内容は残してあります。"


class FaqOfficeUnfit(EntryProblem):
    """The office is not one of the organisation."""

    field = "office"
    sentence = "選択した担当課は、この組織にありません。"
    next_step = "担当課を選び直してください。入力した内容は残してあります。"


class FaqUnclean(EntryProblem):
    """A detector still finds personal data, or something is left blank."""

    field = "answer"
    sentence = "個人情報と思われる記述又は未記入の箇所が、{count}件残っています。"
    next_step = (
        "「文面の確認」に示した箇所を、個人が特定されない一般的な言葉に直して保存してください。"
        "残っている間は、承認を依頼することも、承認することもできません。"
    )


class CitizenTold(FaqUnclean):
    """It says who asked, or the number of the case."""

    sentence = "質問又は回答に、照会者の氏名、宛先若しくは電子メールアドレス又は受付番号が含まれています。"
    next_step = "照会者が特定されない一般的な言葉に直してください。入力した内容は残してあります。"


class NotLookedAt(EntryProblem):
    """Nobody said that the articles were read as they are now."""

    field = "looked_at"
    sentence = "根拠の現在の条文を確認したら、「現在の条文を確認した」を選択してください。"
    next_step = "見直しの理由に示した条文を開いて確認してください。入力した内容は残してあります。"


class RemarkUnfit(EntryProblem):
    """Giving back and ending want a reason."""

    field = "remark"
    sentence = "理由を、1文字以上{limit}文字以内で入力してください。"
    next_step = "ほかの職員が後で読んで分かるように入力してください。"


class TooManyFaqs(EntryProblem):
    """More entries than an organisation keeps."""

    field = "question"
    sentence = "よくある質問は、{limit}件まで登録できます。"
    next_step = "使わなくなったものを書き直してください。"
