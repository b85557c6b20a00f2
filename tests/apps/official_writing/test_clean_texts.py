"""Texts that nobody planted anything in: the sample's regulations, the pages of the product, real laws where present."""

import json
import lzma
import os
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import genkan
from genkan.apps.official_writing import Checker

SOURCE = Path(genkan.__file__).parent
NEAR = Path(__file__).resolve().parents[3] / "shared" / "data"
LAWS = Path(os.environ.get("GENKAN_BENCHMARK_DATA", NEAR)) / "laws.jsonl.xz"
# What a regulation rightly has: long sentences, 「等」 with a definition, and the verbs of its deeds.
OF_REGULATIONS = {"long-sentence", "repeated-tou", "doing-of-doings"}


def rate(checker: Checker, texts: list[str], *, without: set[str]) -> float:
    """Findings in 10,000 characters."""
    findings = [each for text in texts for each in checker.check(text).findings if each.rule not in without]
    return len(findings) * 10_000 / sum(map(len, texts))


def test_the_sample_regulations(checker: Checker) -> None:
    texts = [path.read_text("utf-8") for path in sorted((SOURCE / "knowledge" / "sample").glob("**/*.md"))]
    assert rate(checker, texts, without=OF_REGULATIONS) < 1


def test_the_pages_of_the_product(checker: Checker) -> None:
    ids: list[str] = []
    for path in sorted((SOURCE / "ui" / "locales" / "en").glob("*.po")):
        with path.open("rb") as file:
            ids += [message.id for message in read_po(file) if isinstance(message.id, str) and message.id]
    assert rate(checker, ids, without=set()) < 5


def _laws() -> list[str]:
    """The texts of some laws of the present era."""
    laws: dict[str, list[str]] = {}
    with lzma.open(LAWS, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if "令和" in article["law_num"] and article["law_id"].endswith("7"):
                laws.setdefault(article["law_id"], []).append(f"{article['label']}\n{article['text']}")
            if len(laws) > 20:
                break
    return ["\n".join(articles) for articles in laws.values()]


def test_real_laws(checker: Checker) -> None:
    if not LAWS.exists():
        pytest.skip("the corpus of laws is not on this machine")
    texts = _laws()
    assert len(texts) > 20
    assert rate(checker, texts, without=OF_REGULATIONS) < 8
