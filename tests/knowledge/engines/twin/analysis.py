"""Analysers by their settings. SudachiPy stands in for kuromoji: both give base forms and parts of speech."""

from collections.abc import Callable

from sudachipy import Dictionary, SplitMode

from tests.knowledge.engines.twin.refusal import refuse

Analyser = Callable[[str], list[str]]
_KUROMOJI = {
    "type",
    "mode",
    "discard_punctuation",
    "user_dictionary",
    "user_dictionary_rules",
    "nbest_cost",
    "nbest_examples",
    "discard_compound_token",
}
_FILTERS = {
    "kuromoji_baseform",
    "kuromoji_part_of_speech",
    "kuromoji_stemmer",
    "ja_stop",
    "cjk_width",
    "lowercase",
}
_NO_WORDS = {"助詞", "助動詞", "補助記号", "記号", "空白"}
_tokenizer = Dictionary(dict="core").tokenizer(mode=SplitMode.A)


def analysers_of(analysis: dict[str, dict[str, dict[str, object]]]) -> dict[str, Analyser]:
    """The analysers that the settings of an index define, and those that every index has."""
    for part in analysis.keys() - {"analyzer", "tokenizer"}:
        raise refuse("illegal_argument_exception", f"unknown setting [index.analysis.{part}]")
    tokenizers = {"whitespace": _whitespace, "kuromoji_tokenizer": _kuromoji}
    for name, settings in analysis.get("tokenizer", {}).items():
        tokenizers[name] = _tokenizer_of(name, settings)
    made = {name: _analyser(name, each, tokenizers) for name, each in analysis.get("analyzer", {}).items()}
    return {"whitespace": lambda text: text.split(), **made}


def _tokenizer_of(name: str, settings: dict[str, object]) -> Callable[[str], list[tuple[str, str, str]]]:
    if settings.get("type") != "kuromoji_tokenizer":
        raise refuse(
            "illegal_argument_exception", f"Unknown tokenizer type [{settings.get('type')}] for [{name}]"
        )
    for unknown in settings.keys() - _KUROMOJI:
        raise refuse(
            "illegal_argument_exception", f"unknown setting [index.analysis.tokenizer.{name}.{unknown}]"
        )
    if settings.get("mode", "search") not in {"normal", "search", "extended"}:
        raise refuse("illegal_argument_exception", f"No enum constant for mode [{settings['mode']}]")
    return _kuromoji


def _analyser(name: str, settings: dict[str, object], tokenizers: dict[str, Callable]) -> Analyser:
    if settings.get("type", "custom") != "custom":
        raise refuse("illegal_argument_exception", f"Unknown analyzer type [{settings['type']}] for [{name}]")
    tokenizer, filters = settings.get("tokenizer"), list(settings.get("filter", []))
    if tokenizer not in tokenizers:
        raise refuse("illegal_argument_exception", f"failed to find tokenizer under name [{tokenizer}]")
    for unknown in set(filters) - _FILTERS:
        raise refuse(
            "illegal_argument_exception",
            f"Custom Analyzer [{name}] failed to find filter under name [{unknown}]",
        )
    cut = tokenizers[tokenizer]

    def analyse(text: str) -> list[str]:
        tokens = [(surface, base, kind) for surface, base, kind in cut(text)]
        if "kuromoji_part_of_speech" in filters:
            tokens = [token for token in tokens if token[2] not in _NO_WORDS]
        terms = [base if "kuromoji_baseform" in filters else surface for surface, base, _ in tokens]
        return [term.lower() for term in terms] if "lowercase" in filters else terms

    return analyse


def _whitespace(text: str) -> list[tuple[str, str, str]]:
    return [(token, token, "") for token in text.split()]


def _kuromoji(text: str) -> list[tuple[str, str, str]]:
    return [
        (morpheme.surface(), morpheme.dictionary_form(), morpheme.part_of_speech()[0])
        for line in text.split("\n")
        for morpheme in _tokenizer.tokenize(line)
        if morpheme.surface().strip()
    ]
