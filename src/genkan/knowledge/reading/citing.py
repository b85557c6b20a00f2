"""Articles as official documents cite them."""

from genkan.knowledge.collection.collection import StoredArticle

_UNITS = ((1000, "千"), (100, "百"), (10, "十"))
_DIGITS = "〇一二三四五六七八九"


def citations_of(title: str, number: str, article: StoredArticle) -> tuple[str, ...]:
    """The article with title and number of its law, then each of its paragraphs where there are several.

    「行政手続法（平成五年法律第八十八号）第五条第一項」
    """
    whole = f"{title}（{number}）{article.label}" if number else title + article.label
    paragraphs = [paragraph.number for paragraph in article.paragraphs]
    return (whole, *(f"{whole}第{in_kanji(one)}項" for one in paragraphs if len(paragraphs) > 1))


def in_kanji(number: int) -> str:
    """A number below 10,000 as laws write it: 「百二十三」."""
    written = ""
    for unit, name in _UNITS:
        count, number = divmod(number, unit)
        written += (_DIGITS[count] if count > 1 else "") + name if count else ""
    return written + (_DIGITS[number] if number or not written else "")
