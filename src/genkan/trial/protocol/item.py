"""The parts of a protocol by their names in documents and forms, and what they are called."""

from enum import StrEnum


class Item(StrEnum):
    """One thing that a protocol settles; a part of a row is named after the kind of row."""

    TITLE = "title"
    PURPOSE = "purpose"
    OPENS_ON = "opens_on"
    CLOSES_ON = "closes_on"
    ORGANISATIONS = "organisations"
    ARMS = "arms"
    TASKS = "tasks"
    INFORMATION_CLASSES = "information_classes"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    TIE_RULE = "tie_rule"
    EXCLUSIONS = "exclusions"
    FASTEST_VOTE_SECONDS = "exclusions.fastest_vote_seconds"
    MOST_VOTES_PER_PERSON = "exclusions.most_votes_per_person"
    WITHOUT_VENDORS_STAFF = "exclusions.without_vendors_staff"
    VENDORS_STAFF = "exclusions.vendors_staff"
    LEAST_VOTES = "least_votes"
    LEAST_PERSONS = "least_persons"
    PLANNED_HALF_WIDTH = "planned_half_width"
    STOPPING = "stopping"
    LOOK_EVERY_DAYS = "look_every_days"
    WHEN_MET = "when_met"
    GRACE_DAYS = "grace_days"
    REPLY_DAYS = "reply_days"
    SIGNERS = "signers"
    CONFIDENCE = "confidence"
    PROMPT = "prompt"
    CONSENT = "consent"
    PAIR_SHARE = "pair_share"
    AUDIT_SHARE = "audit_share"
    PULSE_SHARE = "pulse_share"
    RETENTION_DAYS = "retention_days"
    WITHDRAWAL = "withdrawal"
    SEED = "seed"
    SEED_COMMITMENT = "seed_commitment"
    DRAWS = "draws"
    ANALYSIS = "analysis"
    ARM_NAME = "arm.name"
    ARM_DEPLOYMENT = "arm.deployment"
    ARM_TITLE = "arm.title"
    ARM_BUILD = "arm.build"
    ARM_PARAMETERS = "arm.parameters"
    ARM_HIGHEST_CLASS = "arm.highest_class"
    ARM_JOINS_ON = "arm.joins_on"
    ARM_LEAVES_ON = "arm.leaves_on"
    ARM_SHADOW_PRICE_IN = "arm.shadow_price_in"
    ARM_SHADOW_PRICE_OUT = "arm.shadow_price_out"
    ORGANISATION = "organisation.organisation"
    ORGANISATION_TITLE = "organisation.title"
    STAFF = "organisation.staff"
    TASK = "task.task"
    TASK_TITLE = "task.title"
    MODE = "task.mode"
    WEIGHT = "task.weight"

    @property
    def label(self) -> str:
        """The Japanese name."""
        return _LABELS[self]


_LABELS = {
    Item.TITLE: "試行の名称",
    Item.PURPOSE: "試行の目的",
    Item.OPENS_ON: "開始日",
    Item.CLOSES_ON: "終了日",
    Item.ORGANISATIONS: "参加する組織",
    Item.ARMS: "比較対象",
    Item.TASKS: "対象とする業務",
    Item.INFORMATION_CLASSES: "扱う情報の区分",
    Item.PRIMARY: "主要な評価項目",
    Item.SECONDARY: "副次的な評価項目",
    Item.TIE_RULE: "引き分けの扱い",
    Item.EXCLUSIONS: "主な集計から除くもの",
    Item.FASTEST_VOTE_SECONDS: "早すぎる評価を除く秒数",
    Item.MOST_VOTES_PER_PERSON: "1人について数える評価の上限",
    Item.WITHOUT_VENDORS_STAFF: "提供会社の関係者による評価を除く",
    Item.VENDORS_STAFF: "提供会社の関係者の一覧",
    Item.LEAST_VOTES: "必要な評価の件数",
    Item.LEAST_PERSONS: "必要な評価者の人数",
    Item.PLANNED_HALF_WIDTH: "目標とする区間の半幅",
    Item.STOPPING: "終了の決め方",
    Item.LOOK_EVERY_DAYS: "判定の間隔（日）",
    Item.WHEN_MET: "条件を満たしたとき",
    Item.GRACE_DAYS: "終了日の後に評価を受け付ける日数",
    Item.REPLY_DAYS: "事業者が意見を述べる期間（日）",
    Item.SIGNERS: "報告書に署名する人",
    Item.CONFIDENCE: "信頼水準",
    Item.PROMPT: "共通の指示文",
    Item.CONSENT: "職員への説明",
    Item.PAIR_SHARE: "2つの回答を並べる割合",
    Item.AUDIT_SHARE: "専門家が確かめる割合",
    Item.PULSE_SHARE: "短い調査をお願いする割合",
    Item.RETENTION_DAYS: "記録を保存する日数",
    Item.WITHDRAWAL: "参加を取りやめた人の記録",
    Item.SEED: "抽選の種",
    Item.SEED_COMMITMENT: "抽選の種のSHA-256",
    Item.DRAWS: "再抽出の回数",
    Item.ANALYSIS: "分析方法の版",
    Item.ARM_NAME: "略称",
    Item.ARM_DEPLOYMENT: "接続先",
    Item.ARM_TITLE: "比較対象の名称",
    Item.ARM_BUILD: "モデルのビルド",
    Item.ARM_PARAMETERS: "設定値",
    Item.ARM_HIGHEST_CLASS: "扱う情報の上限",
    Item.ARM_JOINS_ON: "加わる日",
    Item.ARM_LEAVES_ON: "離れる日",
    Item.ARM_SHADOW_PRICE_IN: "参考単価（入力、円／100万トークン）",
    Item.ARM_SHADOW_PRICE_OUT: "参考単価（出力、円／100万トークン）",
    Item.ORGANISATION: "組織",
    Item.ORGANISATION_TITLE: "組織の名称",
    Item.STAFF: "職員数",
    Item.TASK: "業務",
    Item.TASK_TITLE: "業務の名称",
    Item.MODE: "割り付けの方法",
    Item.WEIGHT: "推奨での重み",
}
