"""Errors of the apps room.

AppsProblem
├── AppUnknown
├── RunUnknown
├── RunFileUnknown
├── RunNotEnded
├── OutputMissing
├── OutputNotPicked
├── RunStopped
├── AnswerBroken
├── OutputBroken
├── CeilingReached
├── ConversationClassLower
├── ModelMissing
├── ModelRefused
├── ModelNotOpened
├── HistoryTooLong
├── QuotaUnfit
├── QuotaSpent
│   ├── MinuteSpent
│   └── MonthSpent
├── ClassMissing
├── ClassTooHigh
└── TooManyRuns
"""

from genkan.kit import Problem


class AppsProblem(Problem):
    """Something with an app could not be done."""


class AppUnknown(AppsProblem):
    """There is no such app for this person."""

    status = 404
    sentence = "お探しのアプリは見つかりません。"
    next_step = "アプリの一覧から選び直してください。公開が終わったアプリは利用できません。"


class RunUnknown(AppsProblem):
    """There is no such run among the person's own."""

    status = 404
    sentence = "お探しの実行結果は見つかりません。"
    next_step = "実行の履歴から選び直してください。保存期間を過ぎたものや削除したものは、元に戻せません。"


class RunFileUnknown(AppsProblem):
    """There is no such file in the run."""

    status = 404
    sentence = "お探しのファイルは、この実行結果にはありません。"
    next_step = "実行結果の画面を開き直し、ファイルを選び直してください。"


class RunNotEnded(AppsProblem):
    """What is asked for can be had only of a run that has ended."""

    status = 409
    sentence = "まだ実行中です。"
    next_step = "終わるのを待つか、停止してから、もう一度操作してください。"


class OutputMissing(AppsProblem):
    """The side of a pair that was picked has no output."""

    status = 409
    sentence = "選んだ回答は、最後まで作成されていません。"
    next_step = "もう一方の回答を選ぶか、同じ内容でもう一度実行してください。"


class OutputNotPicked(AppsProblem):
    """Two outputs stand side by side, and the person has not said which one to use."""

    status = 409
    sentence = "使う回答が、まだ選ばれていません。"
    next_step = "実行結果の画面で2つの回答を見比べ、使う方を選んでから、もう一度操作してください。"


class RunStopped(AppsProblem):
    """A person has stopped the run."""

    status = 409
    sentence = "実行を停止しました。"
    next_step = "必要なときは、同じ内容でもう一度実行してください。"


class AnswerBroken(AppsProblem):
    """The model's answer broke off before its end."""

    status = 502
    sentence = "モデルの回答が途中で切れました。"
    next_step = "もう一度実行してください。入力した内容は残してあります。"


class OutputBroken(AppsProblem):
    """A model that must not be known gave no output: said alike for every model and every reason."""

    status = 502
    sentence = "モデルの回答を、最後まで作成できませんでした。"
    next_step = (
        "もう一度実行してください。続くときは、運用担当者に連絡してください。入力した内容は残してあります。"
    )


class CeilingReached(AppsProblem):
    """The run has cost what one run of the app may cost."""

    status = 402
    sentence = "1回の実行の費用の上限（{yen}円）に達したため、途中で終わりました。"
    next_step = "資料を分けて実行するか、アプリの管理者に上限の見直しを依頼してください。入力した内容は残してあります。"


class ConversationClassLower(AppsProblem):
    """A run that goes on from another would carry its text under a lower information class."""

    status = 422
    sentence = "続けて実行するときは、前の実行より低い情報の区分を選択できません（前の区分は{before}）。"
    next_step = "前の実行と同じ区分を選ぶか、新しく実行してください。入力した内容は残してあります。"


class ModelMissing(AppsProblem):
    """The app wants a language model, and none was chosen."""

    status = 422
    sentence = "このアプリには、生成AIのモデルが必要です。"
    next_step = (
        "モデルを選んで、もう一度実行してください。モデルがない場合は、運用担当者に接続を依頼してください。"
    )


class ModelRefused(AppsProblem):
    """The model that was chosen cannot be used for this."""

    status = 422
    sentence = "選択したモデルは、このアプリとこの情報の区分では利用できません。"
    next_step = "別のモデルを選んで、もう一度実行してください。入力した内容は残してあります。"


class ModelNotOpened(AppsProblem):
    """The key of a program does not open the model with which the app is lent."""

    status = 403
    sentence = "このAPIキーでは、このアプリが使うモデルを利用できません。"
    next_step = "アプリを提供する組織の管理者に、APIキーで利用できるモデルの見直しを依頼してください。"


class ClassMissing(AppsProblem):
    """No information class was chosen."""

    status = 422
    sentence = "情報の区分が選択されていません。"
    next_step = "入力した内容に当てはまる区分を選び、もう一度実行してください。入力した内容は残してあります。"


class ClassTooHigh(AppsProblem):
    """The app takes nothing that confidential."""

    status = 422
    sentence = "このアプリに入力できるのは、{highest}までの情報です。"
    next_step = "該当する部分を取り除き、情報の区分を選び直してください。入力した内容は残してあります。"


class TooManyRuns(AppsProblem):
    """The person has as many open runs as one may have."""

    status = 429
    sentence = "同時に実行できるのは{limit}件までです。"
    next_step = "実行中のものが終わるのを待つか、不要なものを停止してください。入力した内容は残してあります。"


class HistoryTooLong(AppsProblem):
    """A host sent more of a conversation than an app can be given."""

    status = 413
    sentence = "会話の履歴が長すぎます（合わせて{limit}文字まで）。"
    next_step = "新しい会話を始めて、必要な内容を入力し直してください。"


class QuotaUnfit(AppsProblem):
    """How often a key may run an app is a number of requests, or nothing."""

    status = 422
    sentence = (
        "実行できる回数は、1分当たり1以上{minute}以下、1か月当たり1以上{month}以下の整数で入力してください。"
    )
    next_step = "数字を直して、もう一度送信してください。上限を設けないときは、空欄にしてください。"


class QuotaSpent(AppsProblem):
    """A key has run an app as often as it may; ``retry_after`` is in seconds."""

    status = 429

    def __init__(self, *, retry_after: int, **details: object) -> None:
        self.retry_after = retry_after
        super().__init__(retry_after=retry_after, **details)


class MinuteSpent(QuotaSpent):
    """It may again in the next minute."""

    sentence = "このAPIキーでこのアプリを実行できる回数（1分当たり{limit}回）に達しました。"
    next_step = "{retry_after}秒後に、もう一度実行してください。"


class MonthSpent(QuotaSpent):
    """It may again in the next month."""

    sentence = "このAPIキーでこのアプリを実行できる回数（1か月当たり{limit}回）に達しました。"
    next_step = (
        "翌月になってから実行するか、アプリを提供している組織の管理者に、上限の引上げを相談してください。"
    )
