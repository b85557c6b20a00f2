"""A fictional applicant, and the papers it hands in: texts whose pages are parted by form feeds."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

import msgspec

from genkan.selection.application.content import ApplicationContent, Company, Endpoint, Fact, ModelCard

PAPERS = {
    "application": "応募書.txt",
    "model": "モデルの説明書.txt",
    "evaluation": "評価の結果.txt",
    "safety": "安全性の措置の説明書.txt",
}
PROOFS = {
    "origin": ("model", 1),
    "development": ("model", 1),
    "performance": ("evaluation", 1),
    "use": ("application", 2),
    "benchmark": ("evaluation", 2),
    "data": ("model", 2),
    "supply": ("safety", 2),
}


@dataclass(frozen=True, slots=True)
class Applicant:
    """What the sample says of one; ``derived`` is empty for a model of its own."""

    company: str
    model: str
    size: str
    derived: str
    score: str
    safety: str
    joint: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    late: bool = False

    @property
    def papers(self) -> dict[str, tuple[str, ...]]:
        """The pages of each paper that is handed in, by the key of the document."""
        return {key: pages for key, pages in self._all_papers().items() if key not in self.lacks}

    def content(self, held: dict[str, str]) -> ApplicationContent:
        """The form, with evidence in the papers whose ids are ``held``."""
        origin = "derived" if self.derived else "own"
        return ApplicationContent(
            contact="応募担当（架空）",
            companies=tuple(Company(name, "共同で開発") for name in self.joint),
            model=ModelCard(
                name=self.model,
                developer=self.company,
                origin=origin,
                based_on=self.derived,
                size=self.size,
                licence="応募の条件による",
                training_data="公開された文書及び利用の許諾を得た文書",
            ),
            endpoint=Endpoint(
                address="https://model.example.jp/v1",
                protocol="openai_chat",
                remote_model="sample-model",
                build="1",
                place="JP",
                government_cloud="はい",
                logging="いいえ",
                learning="いいえ",
            ),
            facts=tuple(self._fact(key, held) for key in PROOFS),
            consents=True,
        )

    def _fact(self, criterion: str, held: dict[str, str]) -> Fact:
        paper, page = PROOFS[criterion]
        claim = f"{PAPERS[paper].removesuffix('.txt')}の{page}ページに記載しています。"
        return Fact(criterion, claim, held.get(paper, ""), page if paper in held else 0)

    def _all_papers(self) -> dict[str, tuple[str, ...]]:
        way = (
            f"{self.derived}から派生し、日本語の文書で追加の学習を行った。"
            if self.derived
            else "初めから独自に開発した。"
        )
        return {
            "application": (
                f"応募書（架空）\n\n{self.company}は、{self.model}（{self.size}）により応募する。",
                "利用の想定\n\n職員のチャット及び行政の事務に用いるアプリの中での利用を想定している。",
            ),
            "model": (
                f"開発の経緯及び体制\n\n{self.model}は、国内の{self.company}が{way}\n国内の拠点で、架空の開発班が担当した。",
                "学習に用いたデータ\n\n公開された文書及び利用の許諾を得た文書だけを用いた。取得の記録を保存している。",
            ),
            "evaluation": (
                f"行政の事務での性能\n\n{self.score or '結果は記載していない'}であった。条件と手順は付録に記載した。",
                f"海外のモデルとの比較\n\n同じ課題、同じ手順で比較した。安全性については、{self.safety}。",
            ),
            "safety": (
                f"安全性の措置\n\n{self.safety}。",
                "稼働の環境\n\nガバメントクラウドで稼働し、令和8年度は無償で提供する。機密性2の情報を扱うことができる。",
            ),
        }


class _Applicants(msgspec.Struct, forbid_unknown_fields=True):
    applicant: tuple[Applicant, ...]


def sample_applicants() -> tuple[Applicant, ...]:
    """The fifteen. Raises ``msgspec.ValidationError`` for an unknown key."""
    text = files("genkan.selection").joinpath("sample/applications.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), _Applicants).applicant
