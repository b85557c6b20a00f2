"""Languages into which a reply is put beside the official Japanese, each with the note that the Japanese counts."""

from enum import StrEnum


class Language(StrEnum):
    """A language of a translation."""

    EASY = "easy"
    ENGLISH = "en"
    CHINESE = "zh"
    KOREAN = "ko"
    VIETNAMESE = "vi"
    PORTUGUESE = "pt"

    @property
    def label(self) -> str:
        """The language as a Japanese message id."""
        return _LABELS[self]

    @property
    def described(self) -> str:
        """The language as a model is told."""
        return _EASY if self is Language.EASY else self.label

    @property
    def note(self) -> str:
        """What stands above the translation, in its language."""
        return _NOTES[self]


_EASY = "やさしい日本語（短い文、やさしい言葉、漢字には括弧書きの読み仮名）"
_LABELS = {
    Language.EASY: "やさしい日本語",
    Language.ENGLISH: "英語",
    Language.CHINESE: "中国語",
    Language.KOREAN: "韓国語",
    Language.VIETNAMESE: "ベトナム語",
    Language.PORTUGUESE: "ポルトガル語",
}
_NOTES = {
    Language.EASY: "（やさしい日本語）　正しい回答は、上の日本語の文章です。",
    Language.ENGLISH: "(English) This translation is for reference only. The Japanese text above is authoritative.",
    Language.CHINESE: "（中文）本译文仅供参考，以上述日文为准。",
    Language.KOREAN: "(한국어) 이 번역은 참고용이며, 위의 일본어 문장이 정본입니다.",
    Language.VIETNAMESE: "(Tiếng Việt) Bản dịch này chỉ để tham khảo. Văn bản tiếng Nhật ở trên là bản chính thức.",
    Language.PORTUGUESE: "(Português) Esta tradução serve apenas de referência. O texto em japonês acima é o oficial.",
}
