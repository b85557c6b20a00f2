"""Every rule that a protocol keeps, with the sentence that is said where it is broken."""

from enum import StrEnum


class Rule(StrEnum):
    """A rule; its label is a sentence with ``{places}``."""

    TEXT_NEEDED = "text_needed"
    TEXT_TOO_LONG = "text_too_long"
    VALUE_UNFIT = "value_unfit"
    NUMBER_OUTSIDE = "number_outside"
    DAY_UNFIT = "day_unfit"
    DAYS_REVERSED = "days_reversed"
    OPENS_IN_THE_PAST = "opens_in_the_past"
    CLOSES_IN_THE_PAST = "closes_in_the_past"
    ORGANISATION_MISSING = "organisation_missing"
    ORGANISATION_UNKNOWN = "organisation_unknown"
    ORGANISATION_TWICE = "organisation_twice"
    STAFF_MISSING = "staff_missing"
    TOO_FEW_ARMS = "too_few_arms"
    ARM_UNNAMED = "arm_unnamed"
    ARM_NAME_TWICE = "arm_name_twice"
    ARM_TWICE = "arm_twice"
    DEPLOYMENT_UNKNOWN = "deployment_unknown"
    DEPLOYMENT_AT_REST = "deployment_at_rest"
    DEPLOYMENT_EMBEDS = "deployment_embeds"
    BUILD_MISSING = "build_missing"
    BUILD_DIFFERS = "build_differs"
    PARAMETERS_DIFFER = "parameters_differ"
    CLASS_ABOVE_CEILING = "class_above_ceiling"
    SHADOW_PRICE_MISSING = "shadow_price_missing"
    SHADOW_PRICE_HALF = "shadow_price_half"
    EXTRACT_AMONG_MODELS = "extract_among_models"
    ARM_OUTSIDE_PERIOD = "arm_outside_period"
    ARM_NEVER_THERE = "arm_never_there"
    ARMS_TOO_FEW_ON_A_DAY = "arms_too_few_on_a_day"
    CLASS_MISSING = "class_missing"
    CLASS_THREE = "class_three"
    CLASS_WITHOUT_ARMS = "class_without_arms"
    TASK_MISSING = "task_missing"
    TASK_UNKNOWN = "task_unknown"
    TASK_TWICE = "task_twice"
    TASK_ELSEWHERE = "task_elsewhere"
    COMPARE_NOT_IN_PAIRS = "compare_not_in_pairs"
    WEIGHTS_EMPTY = "weights_empty"
    PREFERENCE_WITHOUT_PAIRS = "preference_without_pairs"
    PRIMARY_IS_SECONDARY = "primary_is_secondary"
    NOTHING_MARKED = "nothing_marked"
    NOBODY_ASKED = "nobody_asked"
    TOO_FEW_VOTES = "too_few_votes"
    VOTES_OUT_OF_REACH = "votes_out_of_reach"
    PERSONS_OUT_OF_REACH = "persons_out_of_reach"
    SEQUENTIAL_WITHOUT_PREFERENCE = "sequential_without_preference"
    SEQUENTIAL_ON_ONE_DAY = "sequential_on_one_day"
    LOOKS_MISSING = "looks_missing"
    LOOKS_WITHOUT_RULE = "looks_without_rule"
    VENDORS_STAFF_UNKNOWN = "vendors_staff_unknown"
    NOTHING_AMENDED = "nothing_amended"
    AMENDED_WHAT_STAYS = "amended_what_stays"
    AMENDED_TO_LESS = "amended_to_less"
    ARM_TAKEN_AWAY = "arm_taken_away"
    ARM_JOINS_EARLIER = "arm_joins_earlier"
    ARM_LEFT_EARLIER = "arm_left_earlier"

    @property
    def label(self) -> str:
        """The sentence in Japanese."""
        return _SENTENCES[self]


_SENTENCES = {
    Rule.TEXT_NEEDED: "「{item}」を入力してください。",
    Rule.TEXT_TOO_LONG: "「{item}」は{limit}文字以内で入力してください。",
    Rule.VALUE_UNFIT: "「{item}」の値「{value}」は読み取れません。",
    Rule.NUMBER_OUTSIDE: "「{item}」は{least}から{most}までの数で入力してください。",
    Rule.DAY_UNFIT: "「{item}」の日付が正しくありません。",
    Rule.DAYS_REVERSED: "終了日が開始日より前になっています。",
    Rule.OPENS_IN_THE_PAST: "開始日が過ぎています。今日以後の日付にしてください。",
    Rule.CLOSES_IN_THE_PAST: "終了日が過ぎています。今日以後の日付にしてください。",
    Rule.ORGANISATION_MISSING: "参加する組織が一つもありません。",
    Rule.ORGANISATION_UNKNOWN: "「{value}」という組織は登録されていません。",
    Rule.ORGANISATION_TWICE: "「{value}」が参加する組織に二度あります。",
    Rule.STAFF_MISSING: "「{value}」の職員数を1人以上で入力してください。集計の重みに使います。",
    Rule.TOO_FEW_ARMS: "比較対象が{count}つしかありません。2つ以上にしてください。",
    Rule.ARM_UNNAMED: "比較対象の略称を入力してください。",
    Rule.ARM_NAME_TWICE: "略称「{value}」の比較対象が二つあります。略称は、それぞれ別にしてください。",
    Rule.ARM_TWICE: "「{value}」は、同じ接続先、ビルド及び設定値の比較対象が既にあります。",
    Rule.DEPLOYMENT_UNKNOWN: "「{value}」の接続先が登録されていません。",
    Rule.DEPLOYMENT_AT_REST: "「{value}」の接続先は、現在利用できません。",
    Rule.DEPLOYMENT_EMBEDS: "「{value}」の接続先は、文章を作成しないため、比較対象にできません。",
    Rule.BUILD_MISSING: "「{value}」のビルドが分かりません。同じ名称で中身が変わったことに気付けるよう、接続先に登録してください。",
    Rule.BUILD_DIFFERS: "「{value}」のビルドは、計画書では「{stated}」、接続先では「{actual}」です。一致させてください。",
    Rule.PARAMETERS_DIFFER: "「{value}」の設定値が、接続先と一致しません。",
    Rule.CLASS_ABOVE_CEILING: "「{value}」の接続先が扱える情報は、{ceiling}までです。",
    Rule.SHADOW_PRICE_MISSING: "「{value}」は無償又は単価不明のため、参考単価を入力してください。費用の比較に使います。",
    Rule.SHADOW_PRICE_HALF: "「{value}」の参考単価は、入力と出力の両方に入力してください。",
    Rule.EXTRACT_AMONG_MODELS: "抽出回答は、生成AIでないことを回答で述べるため、モデルと並べて比較できません。",
    Rule.ARM_OUTSIDE_PERIOD: "「{value}」の「{item}」が、試行の期間の外にあります。",
    Rule.ARM_NEVER_THERE: "「{value}」の離れる日は、加わる日より後にしてください。",
    Rule.ARMS_TOO_FEW_ON_A_DAY: "{day}に割り付けられる比較対象が2つ未満になります。",
    Rule.CLASS_MISSING: "扱う情報の区分を選んでください。",
    Rule.CLASS_THREE: "機密性3の情報は、試行で扱えません。",
    Rule.CLASS_WITHOUT_ARMS: "{value}の情報を扱える比較対象が2つ未満です。",
    Rule.TASK_MISSING: "対象とする業務が一つもありません。",
    Rule.TASK_UNKNOWN: "「{value}」という業務又はアプリはありません。",
    Rule.TASK_TWICE: "「{value}」が対象とする業務に二度あります。",
    Rule.TASK_ELSEWHERE: "「{value}」は外部のサーバーが処理するため、モデルを割り付けられません。",
    Rule.COMPARE_NOT_IN_PAIRS: "「回答の比較」は、2つの回答を並べる方法だけで割り付けられます。",
    Rule.WEIGHTS_EMPTY: "業務の重みの合計が0です。一つ以上の業務に、0より大きい重みを入力してください。",
    Rule.PREFERENCE_WITHOUT_PAIRS: "主要な評価項目が職員の評価であるのに、2つの回答を並べる業務がありません。",
    Rule.PRIMARY_IS_SECONDARY: "主要な評価項目が、副次的な評価項目にもあります。",
    Rule.NOTHING_MARKED: "専門家による評価項目があるのに、専門家が確かめる割合が0です。",
    Rule.NOBODY_ASKED: "利用者調査による評価項目があるのに、短い調査をお願いする割合が0です。",
    Rule.TOO_FEW_VOTES: "区間の半幅を{width}とするには、評価が少なくとも{needed}件必要です。「必要な評価の件数」は{votes}件になっています。",
    Rule.VOTES_OUT_OF_REACH: "職員{staff}人が1人{most}件まで評価しても、必要な評価の件数（{votes}件）に届きません。",
    Rule.PERSONS_OUT_OF_REACH: "必要な評価者の人数（{persons}人）が、参加する組織の職員数（{staff}人）を超えています。",
    Rule.SEQUENTIAL_WITHOUT_PREFERENCE: "早く終えることを認められるのは、主要な評価項目が職員の評価であるときだけです。",
    Rule.SEQUENTIAL_ON_ONE_DAY: "早く終えることを認めるのに、期間が1日しかありません。",
    Rule.LOOKS_MISSING: "早く終えることを認めるときは、「{item}」を1日以上で、試行の期間より短くしてください。",
    Rule.LOOKS_WITHOUT_RULE: "終了日まで続けるときは、「{item}」を0にしてください。",
    Rule.VENDORS_STAFF_UNKNOWN: "提供会社の関係者による評価を除くときは、関係者の一覧を入力してください。",
    Rule.NOTHING_AMENDED: "署名済みの計画書から、何も変わっていません。",
    Rule.AMENDED_WHAT_STAYS: "「{item}」は、署名の後には変更できません。",
    Rule.AMENDED_TO_LESS: "「{item}」は、署名の後には減らせません。",
    Rule.ARM_TAKEN_AWAY: "比較対象「{value}」は、削除できません。離れる日を入力してください。",
    Rule.ARM_JOINS_EARLIER: "途中で加わる比較対象「{value}」には、今日以後の加わる日を入力してください。",
    Rule.ARM_LEFT_EARLIER: "比較対象「{value}」の離れる日は、今日以後にしてください。",
}
