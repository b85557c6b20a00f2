"""The Japanese words for what stands in the numbers by a name."""

from types import MappingProxyType

DIMENSIONS = MappingProxyType({"organisation": "府省庁", "task": "業務", "information_class": "情報の区分"})
TIES = MappingProxyType({"davidson": "Davidsonのモデルによる", "half_win": "0.5勝とする"})
STOPPINGS = MappingProxyType(
    {"fixed": "計画書の終了日に終了する", "sequential": "逐次の判定により、早期に終了することを認める"}
)
MEASURES = MappingProxyType(
    {
        "preference": "回答の好ましさ（職員の評価）",
        "correct": "内容が正しい回答の割合（専門家）",
        "source_right": "根拠が正しい回答の割合（専門家）",
        "usable": "そのまま使える回答の割合（専門家）",
        "harmful": "有害な内容を含む回答の割合（専門家）",
        "completed": "回答を最後まで作成した割合",
        "citation_precision": "引用の正確さ",
        "quotation_fidelity": "引用文の一致",
        "used": "業務に使われた割合",
        "edit_distance": "使われるまでに修正された割合",
        "minutes_saved": "短縮された時間",
        "first_token": "最初の文字までの時間",
        "total_time": "回答が終わるまでの時間",
        "price": "受け入れられた回答1件当たりの費用",
    }
)
OUTCOMES = MappingProxyType(
    {
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
        "unfinished": "終わりの記録なし",
    }
)
RULES = MappingProxyType(
    {
        "without_organisation": "「{of}」を除く",
        "heavy_capped": "1人の評価を{of}件までとする",
        "one_vote_a_person": "1人の評価を1件とする",
        "ties_otherwise": "引き分けを別の方法で扱う（{of}）",
        "ties_left_out": "引き分けを除く",
        "nothing_excluded": "規則による除外をしない",
        "common_support": "全ての比較対象を割り当てられる質問に限る",
        "eras_merged": "ビルドの変更の前後を合わせる",
    }
)
EXCLUSIONS = MappingProxyType(
    {
        "event_unreadable": "形式が正しくない記録",
        "event_without_assignment": "割付けの記録がないもの",
        "event_repeated": "同じ内容の2回目以降の記録",
        "event_by_other_person": "質問した者以外による記録",
        "event_on_own_answer": "自らの質問に対する回答への採点",
        "event_on_no_side": "表示していない回答についての記録",
        "event_digest_wrong": "検証値が内容と一致しない計画書",
        "event_altered": "連鎖の記録と内容が一致しない記録",
        "protocol_unknown": "署名されていない計画書による割付け",
        "arm_unknown": "計画書にない比較対象",
        "build_unknown": "計画書にないビルドによる回答",
        "class_not_allowed": "計画書が認めない情報の区分",
        "organisation_outside": "参加機関以外からの質問",
        "vote_before_end": "両方の回答が終わる前の評価",
        "fastest_vote_seconds": "回答が終わってから評価までの時間が、計画書の定めより短いもの",
        "most_votes_per_person": "1人の評価の件数が、計画書の上限を超えるもの",
        "without_vendors_staff": "事業者の関係者によるもの",
    }
)
MODES = MappingProxyType(
    {
        "pair": "2つの回答を並べる",
        "conversation": "会話ごとに一つを割り当てる",
        "person": "人ごとに一つを割り当てる",
    }
)
MISSING = MappingProxyType(
    {"both_completed": "両方が完了", "one_failed": "一方が失敗", "both_failed": "両方が失敗"}
)
USES = MappingProxyType(
    {
        "copied": "複写（件）",
        "exported": "保存（件）",
        "sent": "送付（件）",
        "corrected": "後日の訂正（件）",
        "dropped": "中断（件）",
    }
)
