"""Errors of making apps.

MakingProblem
├── MadeAppUnknown
├── MadeAppFaulty
├── DraftFaulty
├── VersionOvertaken
├── NothingToSubmit
├── NotInReview
├── OwnVersion
├── ReasonMissing
├── NotPublished
├── LastDayPast
├── WasPublished
├── TransferUnfit
├── CopyUnfit
├── NothingChosen
├── WordsTooLong
├── NoModelChosen
└── ProposalLate
"""

from dataclasses import dataclass, field

from genkan.apps.errors import AppsProblem


class MakingProblem(AppsProblem):
    """Something with a made app could not be done."""

    status = 422


class MadeAppUnknown(MakingProblem):
    """There is no such app, or no such version of it, for this person."""

    status = 404
    sentence = "お探しのアプリは見つかりません。"
    next_step = "「アプリの作成」の画面から選び直してください。"


@dataclass(frozen=True)
class ContentFault:
    """What is wrong at one place of the editor: a message identifier whose ``{name}`` places ``details`` fill."""

    place: str
    sentence: str
    details: dict[str, object] = field(default_factory=dict[str, object])


class MadeAppFaulty(MakingProblem):
    """An app cannot be saved as it is written; ``faults`` say why, place by place."""

    sentence = "直していただく箇所が{count}件あります。"
    next_step = "案内に従って直し、もう一度保存してください。入力した内容は残してあります。"

    def __init__(self, faults: tuple[ContentFault, ...]) -> None:
        self.faults = faults
        super().__init__(count=len(faults))


class DraftFaulty(MakingProblem):
    """A draft that could not be saved as it is does not run either; ``count`` faults were found."""

    sentence = "この版には、直していただく箇所が{count}件あるため、実行できません。"
    next_step = (
        "編集の画面で直して保存してから、もう一度実行してください。直す箇所は、保存するときに示します。"
    )


class VersionOvertaken(MakingProblem):
    """Somebody else saved a newer version meanwhile."""

    status = 409
    sentence = "編集している間に、ほかの人が第{number}版を保存しました。"
    next_step = "違いを確認してから、もう一度保存してください。入力した内容は残してあります。"


class NothingToSubmit(MakingProblem):
    """The newest version waits for a decision already, or is published."""

    status = 409
    sentence = "審査に出せる下書きがありません。"
    next_step = "内容を直して保存すると、新しい版を審査に出せます。"


class NotInReview(MakingProblem):
    """The version waits for no decision, or no longer."""

    status = 409
    sentence = "この版は、審査中ではありません。"
    next_step = "画面を開き直して、現在の状態を確認してください。"


class OwnVersion(MakingProblem):
    """Who wrote or submitted a version does not decide on it."""

    status = 403
    sentence = "自分が作成した版又は審査に出した版は、自分では審査できません。"
    next_step = "ほかの府省庁管理者に審査を依頼してください。"


class ReasonMissing(MakingProblem):
    """A version goes back with words only."""

    sentence = "差し戻す理由を、1文字以上{limit}文字以内で入力してください。"
    next_step = "直してほしい点が分かるように書いて、もう一度送信してください。"


class NotPublished(MakingProblem):
    """Only a published app can be withdrawn or shared."""

    status = 409
    sentence = "このアプリは、公開されていません。"
    next_step = "画面を開き直して、現在の状態を確認してください。"


class LastDayPast(MakingProblem):
    """The last day of an app is none, or lies before today."""

    sentence = "退役日は、今日以降の日付を、2026-04-01のように入力してください。"
    next_step = "日付を直して、もう一度送信してください。すぐに終えるときは、公開を終了してください。"


class WasPublished(MakingProblem):
    """What others could use is withdrawn and kept, not deleted."""

    status = 409
    sentence = "公開したことのあるアプリは、削除できません。"
    next_step = "利用をやめるときは、公開を終了してください。"


class TransferUnfit(MakingProblem):
    """An app goes to another team of the organisation only, and once it was asked."""

    status = 409
    sentence = "このチームには移管できません。"
    next_step = "同じ組織の別のチームを選んでください。移管先で承諾されるまで、担当は変わりません。"


class CopyUnfit(MakingProblem):
    """The app has no prompt that could be copied."""

    status = 409
    sentence = "このアプリは専用のプログラムで動くため、複製できません。"
    next_step = "プロンプトで動くアプリを選ぶか、ユースケースから作成してください。"


class NothingChosen(MakingProblem):
    """What is to be begun with is missing."""

    sentence = "「{what}」が選択又は入力されていません。"
    next_step = "選択又は入力して、もう一度送信してください。入力した内容は残してあります。"


class WordsTooLong(MakingProblem):
    """What an app is begun with is longer than an app can keep."""

    sentence = "「{what}」は、{limit}文字以内で入力してください。"
    next_step = "短くして、もう一度送信してください。入力した内容は残してあります。"


class NoModelChosen(MakingProblem):
    """A trial wants at least one model, and not too many."""

    sentence = "試すモデルを、1つ以上{most}つ以内で選択してください。"
    next_step = "モデルを選択して、もう一度実行してください。入力した内容は残してあります。"


class ProposalLate(MakingProblem):
    """A model that was to propose an app did not answer in time."""

    status = 504
    sentence = "生成AIの案が、時間内に届きませんでした。"
    next_step = "もう一度試すか、ひな型から作り始めてください。入力した内容は残してあります。"
