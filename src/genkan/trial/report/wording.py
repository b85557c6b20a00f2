"""The words of the report: Japanese, which is also the message identifier, and English for the terminal."""

from collections.abc import Callable

OUTCOMES = {
    "completed": "完了",
    "refused_by_policy": "利用規則により送信せず",
    "not_admitted": "混雑又は上限により受け付けず",
    "refused_by_endpoint": "モデルが回答を拒否",
    "unreachable": "接続できず",
    "timed_out": "時間切れ",
    "broken": "途中で切断",
    "truncated": "長さの上限で打切り",
    "stopped": "利用者が停止",
    "switched_off": "運用担当者が停止",
    "interrupted": "サーバーの停止で中断",
}
VERDICTS = {
    "above": "他の比較対象より好まれた（95％信頼区間が50％を上回る。）",
    "below": "他の比較対象より好まれなかった（95％信頼区間が50％を下回る。）",
    "not_distinguishable": "差があるとはいえない（95％信頼区間が50％を含む。）",
    "too_few_persons": "評価者が20人に満たないため、差の有無を述べない",
}
EXCLUSIONS = {
    "unreadable": "形式が正しくない記録",
    "without_assignment": "割当ての記録がないもの",
    "repeated": "同じ比較の2回目以降の記録",
    "other_person": "質問者以外による記録",
}
METHOD = (
    "2つの比較対象（ビルド及びパラメーターまで同じ接続先を1つの比較対象とする。）と左右の位置は、比較ごとの乱数の種から抽選し、"
    "最初の文字が表示される前に監査記録に残した。",
    "勝率は、選ばれた評価を1勝、「どちらもよい」及び「どちらもよくない」を0.5勝として、その比較対象が割り当てられた全ての評価で割った値である。",
    "区間は、評価ではなく評価者を単位として復元抽出するブートストラップ法（パーセンタイル法）による95％信頼区間である。"
    "一人が多く評価しても、その人は一人として抽出される。",
    "全ての評価者の結果が同じで再抽出では幅が出ない場合は、評価者数を標本数とするウィルソンの区間を示す。",
    "評価者が20人に満たない比較対象については、差の有無を述べない。",
    "失敗した回答は、割り当てられた比較対象の件数に残し、別の比較対象に差し替えていない。失敗した回答への評価も勝率に含む。",
    "この報告の全ての数値は、監査記録だけから再計算できる。",
)
_METHOD_ENGLISH = (
    "Both arms (one deployment in one exact build with one set of parameters is one arm) and their "
    "sides were drawn from a seed of each comparison and written to the audit ledger before the first "
    "character was shown.",
    "The win rate counts a preferred answer as one win and both kinds of tie as half a win, over all "
    "votes on comparisons to which the arm was assigned.",
    "Intervals are 95% percentile bootstrap intervals that draw persons, not votes: a person who voted "
    "often is still drawn as one person.",
    "Where all persons agree, so that drawing again gives no width, the Wilson interval with the number"
    " of persons as sample size is given instead.",
    "Nothing is said about a difference of an arm on which fewer than 20 persons voted.",
    "Failed answers stay in the counts of the arm that was assigned and are never replaced by another "
    "arm; votes on them are included in the win rate.",
    "Every number of this report can be computed again from the audit ledger alone.",
)
_ENGLISH = {
    "評価レポート（ブラインド比較）": "Report of the blind comparison",
    "比較": "Comparisons",
    "参加者": "Persons who compared",
    "評価": "Votes",
    "評価した人": "Persons who voted",
    "名称を表示した比較": "Comparisons revealed",
    "割当ての再計算": "Assignments recomputed",
    "期間": "Period",
    "乱数の種": "Seed",
    "再抽出の回数": "Draws",
    "割当てと結果": "Assignments and outcomes",
    "割当て": "assigned",
    "回答A": "as answer A",
    "回答B": "as answer B",
    "作成中又は記録待ち": "being written or not yet recorded",
    "勝率": "Win rates",
    "評価がまだありません。": "There are no votes yet.",
    "比較の記録がまだありません。": "There are no comparisons yet.",
    "勝ち": "wins",
    "負け": "losses",
    "どちらもよい": "both good",
    "どちらもよくない": "both bad",
    "評価者": "persons",
    "95％信頼区間": "95% interval",
    "参考：評価が全て独立とみなした場合": "for reference, as if votes were independent",
    "集計から除いた記録": "Records that do not count",
    "方法": "Method",
    "完了": "completed",
    "利用規則により送信せず": "not sent, by policy",
    "混雑又は上限により受け付けず": "not admitted, busy or over a limit",
    "モデルが回答を拒否": "refused by the model",
    "接続できず": "unreachable",
    "時間切れ": "timed out",
    "途中で切断": "broken off",
    "長さの上限で打切り": "cut at the length limit",
    "利用者が停止": "stopped by the person",
    "運用担当者が停止": "stopped by operators",
    "サーバーの停止で中断": "interrupted by a stop of the server",
    VERDICTS["above"]: "preferred to the other arms (the 95% interval lies above 50%)",
    VERDICTS["below"]: "not preferred to the other arms (the 95% interval lies below 50%)",
    VERDICTS["not_distinguishable"]: "not distinguishable (the 95% interval contains 50%)",
    VERDICTS["too_few_persons"]: "fewer than 20 persons voted: nothing is said about a difference",
    EXCLUSIONS["unreadable"]: "records that cannot be read",
    EXCLUSIONS["without_assignment"]: "without a recorded assignment",
    EXCLUSIONS["repeated"]: "second and later records of one comparison",
    EXCLUSIONS["other_person"]: "by a person other than the one who asked",
    **dict(zip(METHOD, _METHOD_ENGLISH, strict=True)),
}

Translate = Callable[[str], str]


def translator(language: str) -> Translate:
    """The words of the report in ``ja`` or ``en``; a text without English stays Japanese."""
    return (lambda text: _ENGLISH.get(text, text)) if language == "en" else (lambda text: text)
