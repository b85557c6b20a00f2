"""Errors of reviews.

SelectionProblem
├── ReviewUnknown
├── ReviewClosed
├── ReviewerUnfit
├── ReviewTooEarly
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


class NotAllReviewed(SelectionProblem):
    """The third reviewer begins when both reviews are there."""

    status = 409
    sentence = "二人の審査がそろっていません。"
    next_step = "二人の審査員が審査を終えてから、操作してください。"


class FindingIncomplete(EntryProblem):
    """A criterion whose finding is not complete."""

    sentence = "基準「{label}」の審査が終わっていません。"
    next_step = "結果、所見及び根拠（書類、ページ、引用）を入力してください。資料がない場合は「資料なし」を選んでください。"
