"""The kinds of events and what they are about in Japanese: word by word, so that a new kind needs no entry where its words are known."""

_WORDS = {
    "account": "アカウント",
    "added": "追加",
    "allowed": "許可",
    "answer": "回答",
    "answered": "回答",
    "apps": "アプリ",
    "asked": "送信",
    "assigned": "割当て",
    "begun": "開始",
    "budget": "予算",
    "call": "呼出し",
    "calls": "呼出し",
    "case": "案件",
    "catalogue": "モデル",
    "chain": "連鎖",
    "changed": "変更",
    "checked": "引用の確認",
    "chosen": "設定",
    "closed": "終了",
    "collection": "規程集",
    "comparison": "比較",
    "completed": "完了",
    "confirmed": "担当の決定",
    "connected": "登録",
    "conversation": "会話",
    "deactivated": "利用停止",
    "declined": "対応不要の判断",
    "deleted": "削除",
    "deployment": "接続先",
    "document": "文書",
    "edited": "修正",
    "ended": "終了",
    "endpoint": "接続先",
    "erased": "消去",
    "event": "記録",
    "exported": "書出し",
    "external_app": "外部アプリ",
    "forbidden": "許可の取消し",
    "gateway": "生成AI",
    "granted": "付与",
    "group": "閲覧グループ",
    "host": "接続先ホスト",
    "inquiry": "照会対応",
    "installation": "システム",
    "issued": "発行",
    "judged": "評価",
    "key": "APIキー",
    "key_removed": "APIキーの削除",
    "key_set": "APIキーの登録",
    "knowledge": "資料",
    "ledger": "監査記録",
    "lending": "他組織への提供",
    "lifted": "解除",
    "link": "招待リンク",
    "loaded": "読込み",
    "locked": "ロック",
    "looked_at": "確認",
    "made": "発行",
    "made_app": "作成アプリ",
    "masked": "伏せ字処理",
    "member_added": "メンバーの追加",
    "member_changed": "メンバーの役割変更",
    "member_removed": "メンバーの除外",
    "noted": "メモの追加",
    "opened": "開始",
    "organisation": "組織",
    "password": "パスワード",
    "paused": "一時停止",
    "person": "利用者",
    "priced": "料金の設定",
    "published": "公開",
    "question": "質問",
    "reactivated": "利用再開",
    "recalled": "審査の取下げ",
    "received": "受付",
    "recorded": "記録",
    "referred": "移送",
    "refused": "拒否",
    "regenerated": "再作成",
    "registered": "登録",
    "rejected": "不一致",
    "removed": "削除",
    "renamed": "名称変更",
    "reopened": "再開",
    "resumed": "再開",
    "retired": "廃止",
    "retirement_set": "退役日の変更",
    "returned": "差戻し",
    "revealed": "開示",
    "revoked": "取消し",
    "role": "役割",
    "rules": "利用規則",
    "run": "実行",
    "session": "サインイン",
    "set": "設定",
    "shared": "公開範囲の変更",
    "started": "開始",
    "stopped": "中止",
    "submitted": "審査への提出",
    "switch": "停止措置",
    "taken": "担当の引受け",
    "team": "チーム",
    "thrown": "実施",
    "topic": "分類",
    "transfer_declined": "移管の辞退",
    "transfer_offered": "移管の依頼",
    "transferred": "移管",
    "trial": "試行",
    "tried": "試行実行",
    "used": "使用",
    "vectors": "ベクトル検索",
    "verified": "検証",
    "voted": "投票",
    "withdrawn": "取下げ",
    "workspace": "チャット",
}


# What the kinds of all rooms begin with.
SUBJECTS = (
    "person",
    "organisation",
    "installation",
    "ledger",
    "catalogue",
    "gateway",
    "knowledge",
    "workspace",
    "apps",
    "inquiry",
    "trial",
)


def subjects_in_japanese() -> tuple[tuple[str, str], ...]:
    """What to filter kinds by, with the Japanese word: ``person:`` and 「利用者」."""
    return tuple((f"{subject}:", _WORDS[subject]) for subject in SUBJECTS)


def object_in_japanese(kind: str) -> str:
    """What an event is about where the thing has no name: 「サインイン」 for ``person:session:opened``."""
    return kind_in_japanese(_object_of(kind))


def object_in_english(kind: str) -> str:
    """The same in English: ``session``."""
    return _object_of(kind).replace("_", " ")


def _object_of(kind: str) -> str:
    words = kind.split(":")
    return words[min(1, len(words) - 1)]


def kind_in_japanese(kind: str) -> str:
    """``person:session:opened`` as 「利用者・サインイン・開始」; a word nobody knows stays as it is."""
    return "・".join(_WORDS.get(word, word) for word in kind.split(":"))
