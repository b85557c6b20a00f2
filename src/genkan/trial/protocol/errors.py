"""Errors of protocols and of the conduct of trials.

ProtocolProblem
├── TrialUnknown
├── TrialOvertaken
├── TrialFixed
├── ProtocolFaulty
├── ProposalMissing
├── ProposalOvertaken
├── SignerIsProposer
├── SignerNotOffice
├── SignerNotOfficer
├── AmendmentReasonMissing
├── ClosingReasonMissing
├── ClosingNotProposed
├── ClosingOvertaken
├── RuleNotMet
├── LastDayNotOver
├── VendorsStaffUnfit
├── NothingDeclared
├── DeclaringTooLate
├── OpeningTooEarly
├── TrialNotSigned
├── TrialNotOpen
├── OrganisationsBusy
└── DocumentUnreadable
"""

from genkan.trial.errors import TrialProblem


class ProtocolProblem(TrialProblem):
    """A protocol could not be written, signed or put to work."""

    status = 409


class TrialUnknown(ProtocolProblem):
    """There is no such trial, or not for this person."""

    status = 404
    sentence = "お探しの試行は見つかりません。"
    next_step = "試行の一覧から選び直してください。"


class TrialOvertaken(ProtocolProblem):
    """Somebody else changed the trial since the person saw it."""

    sentence = "画面を開いた後に、ほかの職員がこの試行を更新しました。"
    next_step = "最新の内容を確認してから、もう一度操作してください。入力した内容は残してあります。"


class TrialFixed(ProtocolProblem):
    """A trial that is over is changed no more."""

    sentence = "終了した試行の計画書は、変更できません。"
    next_step = "新しい試行の計画書を作成してください。"


class ProtocolFaulty(ProtocolProblem):
    """A protocol that breaks rules is not put up for signing and not opened."""

    status = 422
    sentence = "計画書に、直すべき点が{count}件あります。"
    next_step = "指摘を確認し、計画書を直してから、もう一度操作してください。"


class ProposalMissing(ProtocolProblem):
    """There is nothing to sign."""

    sentence = "署名を待っている計画書はありません。"
    next_step = "試行事務局が計画書に署名してから、もう一度操作してください。"


class ProposalOvertaken(ProtocolProblem):
    """What is there to be signed is not what the person read."""

    sentence = "画面を開いた後に、署名の対象が変わりました。"
    next_step = "表示されている計画書を読み直してから、署名してください。"


class SignerIsProposer(ProtocolProblem):
    """The two signatures are those of two people."""

    sentence = "先に署名した人は、二人目として署名できません。"
    next_step = "別の人に署名を依頼してください。"


class SignerNotOffice(ProtocolProblem):
    """The first signature is that of the trial office."""

    status = 403
    sentence = "一人目の署名は、試行事務局が行います。"
    next_step = "試行事務局の役割を持つ人が署名してください。"


class SignerNotOfficer(ProtocolProblem):
    """The second signature is that of the chief AI officer of the organisation that answers for the trial."""

    status = 403
    sentence = "二人目の署名は、試行を担当する組織のAI統括責任者（CAIO）が行います。"
    next_step = "AI統括責任者に署名を依頼してください。"


class AmendmentReasonMissing(ProtocolProblem):
    """An amendment says why."""

    status = 422
    sentence = "計画書を変更する理由が入力されていません。"
    next_step = "後から読む人に分かるように理由を入力して、もう一度署名してください。"


class ClosingReasonMissing(ProtocolProblem):
    """A trial that ends otherwise than its protocol says has a reason."""

    status = 422
    sentence = "終了日（{day}）より前に終えるには、理由の入力が必要です。"
    next_step = "後から読む人に分かるように理由を入力して、もう一度操作してください。"


class OpeningTooEarly(ProtocolProblem):
    """The trial begins on its day."""

    sentence = "この試行の開始日は{day}です。"
    next_step = "開始日になってから、もう一度操作してください。"


class TrialNotSigned(ProtocolProblem):
    """A trial is opened once its protocol is signed, and only once."""

    sentence = "この試行は、開始できる状態ではありません（現在は「{state}」）。"
    next_step = "計画書に二人が署名した試行だけを、一度だけ開始できます。"


class TrialNotOpen(ProtocolProblem):
    """Only what runs can be closed."""

    sentence = "この試行は、実施中ではありません（現在は「{state}」）。"
    next_step = "試行の状態を確認してください。"


class OrganisationsBusy(ProtocolProblem):
    """One trial at a time runs in an organisation."""

    sentence = "{names}では、別の試行を実施しています。一つの組織で同時に実施できる試行は、一つです。"
    next_step = "その試行を終了するか、参加する組織を変更してください。"


class DocumentUnreadable(ProtocolProblem):
    """A file that is no protocol."""

    status = 422
    sentence = "ファイルを計画書として読み取れません。"
    next_step = "「genkan trial protocol show」で書き出したJSON又は同じ項目のTOMLを指定してください。"


class ClosingNotProposed(ProtocolProblem):
    """There is no early end to sign."""

    sentence = "署名を待っている終了の申出はありません。"
    next_step = "試行事務局が理由を付して終了を申し出てから、もう一度操作してください。"


class ClosingOvertaken(ProtocolProblem):
    """The early end that is there to be signed is not what the person read."""

    sentence = "画面を開いた後に、終了の申出が変わりました。"
    next_step = "表示されている理由を読み直してから、署名してください。"


class RuleNotMet(ProtocolProblem):
    """No declared look found the rule met."""

    sentence = "計画書の規則による終了の条件は、まだ満たしていません。"
    next_step = "次の判定を待つか、理由を付して二人の署名により終了してください。"


class LastDayNotOver(ProtocolProblem):
    """Without a reason and two signatures a trial ends when its days are over."""

    sentence = "計画書に定めた終了の時期（{day}の翌日）になっていません。"
    next_step = "その前に終えるときは、理由を付して二人が署名してください。"


class VendorsStaffUnfit(ProtocolProblem):
    """What was typed is no list of sign-in names and domains."""

    status = 422
    sentence = (
        "提供会社の関係者の一覧が長すぎるか、長すぎる行があります（{most}件まで、1件は{longest}文字まで）。"
    )
    next_step = "サインイン名又は「@」で始まるドメインを、1行に1件ずつ入力してください。"


class NothingDeclared(ProtocolProblem):
    """Nobody who is not there already, or no reason."""

    status = 422
    sentence = "新たに加える関係者又は理由が入力されていません。"
    next_step = "まだ一覧にない関係者と、加える理由を入力してください。"


class DeclaringTooLate(ProtocolProblem):
    """The protocol does not leave vendors' staff out, or the result is published."""

    sentence = "この試行では、提供会社の関係者を加えることができません。"
    next_step = "計画書が関係者の評価を除くことを定めた、結果を公表する前の試行だけに加えることができます。"
