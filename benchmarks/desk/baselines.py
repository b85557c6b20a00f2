"""What a plain desk would do: the most frequent topic, a search by pairs of characters, a list of bad words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files

from laws.baselines import Baseline, pairs_of
from laws.corpus import CorpusArticle

from desk.measuring import Outcome
from genkan.inquiry.sample import Addressee, Half, SampleInquiry
from genkan.inquiry.sorting import Flag
from genkan.knowledge import ArticleKind, parse

_FOLDERS = {Addressee.MINISTRY: "reijisho", Addressee.CITY: "reijishi"}
_FIRST = 5
_WORDS = {
    Flag.THREAT: ("殺", "脅", "爆破", "火をつけ", "燃や", "覚えて"),
    Flag.SELF_HARM: ("死", "消えたい", "首を"),
    Flag.HARASSMENT: ("バカ", "馬鹿", "無能", "黙れ", "暴言", "泥棒"),
    Flag.MEDIA: ("新聞", "テレビ", "記者", "取材", "報道"),
    Flag.LEGAL: ("裁判", "弁護士", "訴え", "訴訟", "賠償", "法律事務所"),
}


class PlainDesk:
    """Judges letters without looking at more than characters."""

    def __init__(self, letters: Sequence[SampleInquiry]) -> None:
        known = Counter(letter.topic for letter in letters if letter.half is Half.TUNING)
        self._topic = known.most_common(1)[0][0]
        self._searches = {to: Baseline(articles_of(folder), pairs_of) for to, folder in _FOLDERS.items()}

    def outcome_of(self, letter: SampleInquiry) -> Outcome:
        """Every concern is given as it is, so that only the search counts; every letter seems to have a rule."""
        asked = [concern for concern in letter.concerns if concern.articles]
        search = self._searches[letter.to]
        return Outcome(
            letter=letter,
            topic=float(letter.topic == self._topic),
            confidence=0.0,
            office=0.0,
            urgency=float(letter.urgency == "normal"),
            split=(),
            found=tuple(float(bool(set(first_of(search, each.text)) & set(each.articles))) for each in asked),
            flags=frozenset(
                flag for flag, words in _WORDS.items() if any(word in letter.text for word in words)
            ),
            no_rule=False,
        )


def first_of(search: Baseline, words: str) -> list[str]:
    """The first articles as official documents cite them."""
    return [name.replace(":", "") for name in search.search(words)[:_FIRST]]


def articles_of(folder: str) -> Iterator[CorpusArticle]:
    """The articles of the sample regulations in a folder, as the corpus of laws has them."""
    for file in (files("genkan.knowledge") / "sample" / folder).iterdir():
        regulation = parse(file.name, content=file.read_bytes())
        for article in regulation.articles:
            if article.kind is ArticleKind.ARTICLE:
                yield CorpusArticle(
                    law_id=regulation.title,
                    law_title=regulation.title,
                    law_num=regulation.number,
                    article=article.label,
                    label=article.label,
                    supplementary=False,
                    caption=article.caption,
                    text=article.text,
                )
