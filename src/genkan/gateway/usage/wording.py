"""The words of the usage that are no counts, in Japanese."""

from genkan.gateway.usage.line import HIDDEN_MODEL

PURPOSES = {
    "chat": "チャット",
    "comparison": "回答の比較",
    "program": "その他のプログラム",
}
NAMES = {
    "chat": "チャット",
    "comparison": "回答の比較",
    "program": "プログラム",
    HIDDEN_MODEL: "回答の比較",
}
