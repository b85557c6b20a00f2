"""Errors of reviews.

SelectionProblem
├── ReviewUnknown
├── ReviewClosed
├── ReviewerUnfit
├── ReviewTooEarly
├── PlacesModelUnfit
├── PlacesLate
├── PlacesUnreadable
├── PlaceGone
└── NotAllReviewed
EntryProblem
└── FindingIncomplete
"""

from genkan.selection.errors import EntryProblem, SelectionProblem


class ReviewUnknown(SelectionProblem):
    """Nothing of this application is for this person to review."""

    status = 404
    sentence = "お探しの審査は見つかりません。"
    next_step = "書面審査の一覧から選び直してください。"


class ReviewClosed(SelectionProblem):
    """The review was handed in, or the decision has been made."""

    status = 409
    sentence = "この審査は終了しているため、変更できません。"
    next_step = "書面審査の一覧から、ほかの審査を選んでください。"


class ReviewerUnfit(SelectionProblem):
    """The person may not review, or has a part in this application already."""

    status = 409
    sentence = "この人には、この応募の審査を割り当てられません。"
    next_step = "審査員の役割があり、この応募にまだ割り当てられていない人を選んでください。"


class ReviewTooEarly(SelectionProblem):
    """Applications may change until the deadline."""

    status = 409
    sentence = "応募の期限まで、審査を始められません。"
    next_step = "応募の期限が過ぎてから、操作してください。"


class PlacesModelUnfit(SelectionProblem):
    """The model may not be sent documents of applicants by this reviewer, or is there no more."""

    status = 409
    sentence = "選択したモデルでは、根拠の箇所を探せません。"
    next_step = "別のモデルを選ぶか、書類の中の検索を使ってください。入力した内容は保存してあります。"


class PlacesLate(SelectionProblem):
    """The model took too long."""

    status = 504
    sentence = "モデルの応答に時間がかかったため、根拠の箇所を探せませんでした。"
    next_step = "もう一度試すか、書類の中の検索を使ってください。入力した内容は保存してあります。"


class PlacesUnreadable(SelectionProblem):
    """What the model answered names no places in the form that was asked for."""

    status = 502
    sentence = "モデルの回答から、根拠の箇所を読み取れませんでした。"
    next_step = "もう一度試すか、書類の中の検索を使ってください。入力した内容は保存してあります。"


class PlaceGone(SelectionProblem):
    """The place was proposed no more when it was taken over."""

    status = 409
    sentence = "選択した箇所は、提案が更新されたため使えません。"
    next_step = "表示された箇所から選び直してください。入力した内容は残してあります。"


class NotAllReviewed(SelectionProblem):
    """The third reviewer begins when both reviews are there."""

    status = 409
    sentence = "二人の審査がそろっていません。"
    next_step = "二人の審査員が審査を終えてから、操作してください。"


class FindingIncomplete(EntryProblem):
    """A criterion whose finding is not complete."""

    sentence = "基準「{label}」の審査が終わっていません。"
    next_step = "結果、所見及び根拠（書類、ページ、引用）を入力してください。資料がない場合は「資料なし」を選んでください。"
