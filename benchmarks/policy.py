"""How fast the policy decides: ``uv run python benchmarks/policy.py [--rounds 9]``.

One decision of the whole policy (every rule, every detector of personal data, masking where something is found), on
texts of 4,000 and of 60 characters, for a deployment whose provider may log:

* ``clean``: office prose with dates and article numbers, nothing to be found;
* ``typical``: the same with a name, telephone, e-mail, address, My Number and bank account;
* ``hostile``: digits with a space between each, the worst for a search of numbers;
* ``short``: 60 characters of prose, as the API's hot path sees most requests;

and ``short_usual`` for a deployment that neither logs nor learns, where only My Number is looked for.

``one by one`` stands beside it in the same run: the same kinds, each with patterns of its own that search NFKC text
from the beginning, with check digits, as detectors are usually put together. It only searches; it neither decides nor
masks, and does not find again elsewhere what was found once.

Figures are milliseconds of central processing time of this process for one call: the median of the rounds with the
smallest and the largest. The last line is one JSON object.
"""

import argparse
import json
import os
import platform
import re
import statistics
import time
import unicodedata
from collections.abc import Callable

from genkan.catalogue import Answer, InformationClass
from genkan.governance import Role
from genkan.policy import Circumstances, DeploymentFacts, Kind, Rules, Treatment, decide
from genkan.policy.personal_data import my_number_is_valid
from genkan.policy.personal_data.credit_card import luhn_is_valid

PROSE = (
    "文書管理者は、保存期間が満了した行政文書ファイル等について、国立公文書館へ移管し、又は廃棄しなければならない。"
    "第十二条第3項の規定により、令和8年4月1日から（電子メール・サーバー）三十日以内に届け出る。"
    "市区町村の担当者は、氏名及び住所を確認し、補助金の額1,234,000円を交付する。"
)
PERSON = (
    "佐藤太郎様（電話03-1234-5678、メールtaro@example.jp）、東京都例示区見本1-2-3、"
    "個人番号526018159084、みほん銀行 普通 1234567。"
)
TEXTS = {
    "clean": (PROSE * 40)[:4000],
    "typical": (PROSE * 40)[: 4000 - len(PERSON)] + PERSON,
    "hostile": ("1 2 3 4 5 6 7 8 9 0 " * 200)[:4000],
    "short": PROSE[:60],
}
LOGGING = DeploymentFacts("d", "m", True, "JP", Answer.NO, Answer.UNKNOWN, Answer.NO, InformationClass.TWO)
SILENT = DeploymentFacts("d", "m", True, "JP", Answer.NO, Answer.NO, Answer.NO, InformationClass.TWO)
EVERY_KIND = Rules(treatments={Kind.NAME: Treatment.CAUTIOUS})

# Each pattern as one would write it for its kind alone.
ONE_BY_ONE = {
    "my_number": re.compile(r"(?<!\d)\d(?:[ -]?\d){11}(?!\d)"),
    "card": re.compile(r"(?<!\d)\d(?:[ -]?\d){13,15}(?!\d)"),
    "phone": re.compile(r"(?<!\d)0\d{1,4}[-(. ]?\d{1,4}[-). ]?\d{3,4}(?!\d)"),
    "abroad": re.compile(r"\+81[- ]?\d{1,4}[- ]?\d{1,4}[- ]?\d{4}"),
    "email": re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"),
    "passport": re.compile(r"(?:旅券|パスポート).{0,20}?[A-Za-z]{2}\d{7}"),
    "residence": re.compile(r"[A-Za-z]{2}\d{8}[A-Za-z]{2}"),
    "licence": re.compile(r"免許証.{0,20}?\d{12}"),
    "pension": re.compile(r"年金.{0,20}?\d{4}-?\d{6}"),
    "insurance": re.compile(r"保険.{0,20}?\d{6,11}"),
    "account": re.compile(r"(?:普通|当座|口座).{0,20}?\d{7}"),
    "address": re.compile(
        r"[一-龠]{2,3}[都道府県][一-龠ぁ-んァ-ヶ]{1,10}[市区町村郡][一-龠ぁ-んァ-ヶ0-9-]{1,20}\d"
    ),
    "name": re.compile(r"[一-龠]{1,4} ?[一-龠ぁ-ん]{0,4}(?:様|さん|氏|殿)|氏名[:は ]{1,2}[一-龠]{2,6}"),
}


def one_by_one(text: str) -> int:
    """How many places all patterns find, with check digits where there are any."""
    plain = unicodedata.normalize("NFKC", text)
    found = 0
    for name, pattern in ONE_BY_ONE.items():
        for match in pattern.finditer(plain):
            digits = re.sub(r"\D", "", match[0])
            wrong = (name == "my_number" and not my_number_is_valid(digits)) or (
                name == "card" and not luhn_is_valid(digits)
            )
            found += not wrong
    return found


def asked(text: str, deployment: DeploymentFacts, rules: Rules) -> Circumstances:
    """A question of staff, which nobody decided about before."""
    return Circumstances(frozenset({Role.STAFF}), rules, InformationClass.ONE, deployment, (text,))


def ways() -> dict[str, tuple[Callable[[], object], int]]:
    """What is measured, and how often in one round."""
    found: dict[str, tuple[Callable[[], object], int]] = {}
    for name, text in TEXTS.items():
        times = {"short": 3000, "hostile": 4}.get(name, 60)
        found[f"genkan {name}"] = (lambda text=text: decide(asked(text, LOGGING, EVERY_KIND))), times
        found[f"one by one {name}"] = (lambda text=text: one_by_one(text)), times
    usual = Rules()
    found["genkan short_usual"] = (lambda: decide(asked(TEXTS["short"], SILENT, usual))), 3000
    found["genkan typical_without_names"] = (lambda: decide(asked(TEXTS["typical"], LOGGING, usual))), 60
    return found


def milliseconds(work: Callable[[], object], times: int) -> float:
    """Central processing time of one call."""
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    measured: dict[str, list[float]] = {name: [] for name in ways()}
    for work, _ in ways().values():
        work()
    for _ in range(rounds):
        for name, (work, times) in ways().items():
            measured[name].append(milliseconds(work, times))
    figures = {
        name: [round(value, 4) for value in (statistics.median(values), min(values), max(values))]
        for name, values in measured.items()
    }
    for name, (median, smallest, largest) in figures.items():
        print(f"{name:30} {median:9.4f} ms ({smallest:.4f} to {largest:.4f})")
    machine = {"python": platform.python_version(), "cores": os.cpu_count(), "load": os.getloadavg()[0]}
    print(json.dumps({**machine, "rounds": rounds, "characters": 4000, "milliseconds": figures}))


if __name__ == "__main__":
    main()
