"""The kinds of events and what they are about in Japanese: word by word, so that a new kind needs no entry where its words are known."""

_WORDS = {
    "account": "アカウント",
    "added": "追加",
    "allowed": "許可",
    "answer": "回答",
    "asked": "送信",
    "assigned": "割当て",
    "call": "呼出し",
    "calls": "呼出し",
    "catalogue": "モデル",
    "chain": "連鎖",
    "changed": "変更",
    "checked": "引用の確認",
    "closed": "終了",
    "collection": "規程集",
    "comparison": "比較",
    "connected": "登録",
    "conversation": "会話",
    "deactivated": "利用停止",
    "deleted": "削除",
    "deployment": "接続先",
    "document": "文書",
    "edited": "修正",
    "ended": "終了",
    "endpoint": "接続先",
    "event": "記録",
    "exported": "書出し",
    "gateway": "生成AI",
    "granted": "付与",
    "group": "閲覧グループ",
    "installation": "システム",
    "judged": "評価",
    "knowledge": "資料",
    "ledger": "監査記録",
    "link": "招待リンク",
    "loaded": "読込み",
    "locked": "ロック",
    "looked_at": "確認",
    "made": "発行",
    "masked": "伏せ字処理",
    "opened": "開始",
    "organisation": "組織",
    "password": "パスワード",
    "paused": "一時停止",
    "person": "利用者",
    "question": "質問",
    "reactivated": "利用再開",
    "recorded": "記録",
    "refused": "拒否",
    "regenerated": "再作成",
    "rejected": "不一致",
    "renamed": "名称変更",
    "resumed": "再開",
    "retired": "廃止",
    "revealed": "開示",
    "revoked": "取消し",
    "role": "役割",
    "rules": "利用規則",
    "session": "サインイン",
    "started": "開始",
    "stopped": "中止",
    "trial": "試行",
    "used": "使用",
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
