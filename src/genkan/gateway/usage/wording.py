"""The words of the usage that are no counts, in Japanese."""

from genkan.gateway.caller import INSTALLATION
from genkan.gateway.usage.line import HIDDEN_MODEL

PURPOSES = {
    "chat": "チャット",
    "comparison": "回答の比較",
    "program": "その他のプログラム",
    "search": "規程の検索（ベクトル）",
    "search_planning": "規程の検索（生成AIによる言い換え）",
    "index": "規程の索引作成（ベクトル）",
    "app": "行政アプリ",
    "inquiry": "照会への回答案",
    "review": "書面審査",
    "evaluation": "モデルの評価",
    "probe": "接続先の確認",
    "verification": "接続先の検証",
}
NAMES = {
    "chat": "チャット",
    "comparison": "回答の比較",
    "program": "プログラム",
    "search": "規程の検索（ベクトル）",
    "search_planning": "規程の検索（生成AIによる言い換え）",
    "index": "規程の索引作成（ベクトル）",
    "app": "行政アプリ",
    "inquiry": "照会への回答案",
    "review": "書面審査",
    "evaluation": "モデルの評価",
    "probe": "接続先の確認",
    "verification": "接続先の検証",
    HIDDEN_MODEL: "回答の比較",
    INSTALLATION: "（組織に属しない接続先の確認及び検証）",
}
