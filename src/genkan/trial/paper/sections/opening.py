"""The summary, the purpose and the method."""

from collections.abc import Iterator, Sequence

from genkan.trial.analysis import Estimate
from genkan.trial.paper.block import Block, Bullets, Grid, Head, Section, Terms, Text
from genkan.trial.paper.labels import MEASURES, STOPPINGS, TIES
from genkan.trial.paper.material import Material
from genkan.trial.paper.recommending import recommend
from genkan.trial.paper.sections.holding import deviation, held
from genkan.trial.paper.sections.subjects import subjects
from genkan.trial.paper.words import NOTHING


def summary(told: Material) -> Section:
    """What a reader needs who reads nothing else (要旨)."""
    return Section("summary", told.words("要旨"), tuple(_summary(told)))


def purpose(told: Material) -> Section:
    """Why the trial was held (目的), in the words of the protocol."""
    return Section("purpose", told.words("目的"), (Text(told.protocol.purpose),))


def method(told: Material) -> Section:
    """How it was done (方法)."""
    return Section("method", told.words("方法"), tuple(_method(told)))


def result_sentence(told: Material) -> str:
    """The primary result in one sentence, never more than the numbers allow."""
    w, primary = told.words, told.analysis.preference
    if primary is None:
        return w("集計の対象となる評価がないため、回答の好ましさについては述べない。")
    if not primary.enough:
        return w(
            "評価の件数又は評価した人数が、計画書に定めた最少の数に達していないため、回答の好ましさの優劣は述べない。"
        )
    if len(primary.tiers) < 2:
        return w("回答の好ましさについて、いずれの比較対象の間にも差があるとはいえない。")
    names = w.list([told.arm(key) for key in primary.tiers[0]])
    if len(primary.tiers[0]) == 1:
        return w(
            "職員は、{names}の回答を、他の全ての比較対象の回答より好んだ（勝率{rate}）。",
            names=names,
            rate=_best_rate(told),
        )
    return w(
        "職員に好まれた第1群は、{names}である。いずれも、推定値が最も高い{first}（勝率{rate}）と差があるとはいえない。",
        names=names,
        first=told.arm(primary.tiers[0][0]),
        rate=_best_rate(told),
    )


def _best_rate(told: Material) -> str:
    """「62.9%、95%信頼区間60.6～65.1%」, of the arm with the highest estimate."""
    w, primary = told.words, told.analysis.preference
    found = {row.key: row.expected for row in primary.arms} if primary else {}
    best = found.get(primary.tiers[0][0]) if primary else None
    return w(
        "{share}、{level}信頼区間{interval}",
        share=w.share(best.value if best else None),
        level=w.level(told.analysis.confidence),
        interval=w.interval(best),
    )


def _summary(told: Material) -> Iterator[Block]:
    w, counts = told.words, told.analysis.counts
    yield Text(
        w(
            "{first}から{last}までの間、{organisations}機関の職員{persons}人が、日常の業務において、モデルの名称を伏せた試行に参加した。"
            "比較対象は{arms}種類であり、2つの回答を比べた評価{counted}件を集計した。値に続く括弧内は、{level}信頼区間である。",
            first=w.day(told.facts.first_at),
            last=w.day(told.facts.last_at),
            organisations=w.number(len(told.protocol.organisations)),
            persons=w.number(counts.persons),
            arms=w.number(len(told.analysis.arms)),
            counted=w.number(counts.counted),
            level=w.level(told.analysis.confidence),
        )
    )
    yield from deviation(told)
    yield Text(result_sentence(told), is_key=True)
    yield Bullets(tuple(_others(told)))


def _others(told: Material) -> Iterator[str]:
    yield from _correct(told)
    yield from _liked(told)
    yield from _completed(told)
    yield from _price(told)
    yield from _recommended(told)
    yield from _stable(told)


def _correct(told: Material) -> Iterator[str]:
    correct = [(row.key, row.share) for row in told.analysis.marks if row.measure == "correct"]
    if len(correct) > 1:
        yield told.words(
            "専門家が内容を正しいと認めた回答の割合は、最も高い{first}で{most}、最も低い{last}で{least}であった。",
            **_ends(told, correct),
        )


def _liked(told: Material) -> Iterator[str]:
    wrong = [(row.key, row.share) for row in told.analysis.liked_but_wrong if row.share]
    if len(wrong) > 1:
        yield told.words(
            "職員に好まれた回答のうち、専門家が正しいと認めなかったものの割合は、最も高い{first}で{most}、最も低い{last}で{least}であった。"
            "好ましさは、正しさに代わるものではない。",
            **_ends(told, wrong),
        )


def _completed(told: Material) -> Iterator[str]:
    done = [(row.key, row.completed) for row in told.analysis.outcomes]
    if len(done) > 1:
        yield told.words(
            "回答を最後まで作成した割合は、最も高い{first}で{most}、最も低い{last}で{least}であった。"
            "失敗した回答も、割り当てた比較対象の件数に含めた。",
            **_ends(told, done),
        )


def _ends(told: Material, rows: Sequence[tuple[str, Estimate]]) -> dict[str, str]:
    """The names and the values of the highest and the lowest."""
    w, ranked = told.words, sorted(rows, key=lambda row: -row[1].value)
    (first, most), (last, least) = ranked[0], ranked[-1]
    return {
        "first": told.arm(first),
        "most": w.estimate(most),
        "last": told.arm(last),
        "least": w.estimate(least),
    }


def _price(told: Material) -> Iterator[str]:
    w = told.words
    known = sorted((price, key) for key, price in told.yen_per_accepted.items())
    if len(known) > 1:
        yield w(
            "受け入れられた回答1件当たりの費用は、最も低い{first}で{least}円、最も高い{last}で{most}円であった。"
            "参考価格があるものは、参考価格によった。",
            first=told.arm(known[0][1]),
            least=w.number(known[0][0], digits=2),
            last=told.arm(known[-1][1]),
            most=w.number(known[-1][0], digits=2),
        )


def _recommended(told: Material) -> Iterator[str]:
    w, primary = told.words, told.analysis.preference
    found = recommend(told.analysis, told.protocol) if primary is not None and primary.enough else None
    for case in found.use_cases if found else ():
        yield w(
            "業務「{task}」について推奨するものは、{arms}である。",
            task=told.group("task", case.task),
            arms=w.list([told.arm(key) for key in case.recommended]),
        )


def _stable(told: Material) -> Iterator[str]:
    w, analysis = told.words, told.analysis
    changes = [row for row in analysis.sensitivity if row.first_changes]
    if analysis.sensitivity:
        yield (
            w(
                "集計の前提を{count}通りに変えたところ、{changed}通りで首位が入れ替わった。",
                count=len(analysis.sensitivity),
                changed=len(changes),
            )
            if changes
            else w(
                "集計の前提を{count}通りに変えても、首位は変わらなかった。", count=len(analysis.sensitivity)
            )
        )


def _method(told: Material) -> Iterator[Block]:
    yield from subjects(told)
    yield Bullets(tuple(_design(told)))
    yield Terms(tuple(_settings(told)))
    yield from _amendments(told)
    yield from held(told)


def _design(told: Material) -> Iterator[str]:
    w = told.words
    yield w(
        "比較対象の組合せと左右の位置は、均衡するように組んだ設計から乱数の種により決め、回答の最初の文字が表示される前に監査記録に残した。"
    )
    yield w(
        "回答には、どの比較対象のものであるかを示すものを含めず、同じ速さで表示した。評価は、両方の回答が終わった後に行った。"
    )
    yield w(
        "全ての比較対象に、同じ指示文、同じ資料及び同じ上限を与えた。失敗した回答を別の比較対象に差し替えていない。"
    )
    if told.analysis.marks:
        yield w("正しさは、評価とは別に抽出した回答を、比較対象の名称を知らない専門家2人が別々に採点した。")
    yield w(
        "区間は、評価ではなく人を単位として再抽出して求めた。1人が多く評価しても、その人は1人として数える。"
    )


def _settings(told: Material) -> Iterator[tuple[str, str]]:
    w, plan, analysis = told.words, told.protocol, told.analysis
    yield w("主たる指標"), w(MEASURES[plan.primary.value])
    if plan.secondary:
        yield w("副次の指標"), w.list([w(MEASURES[each.value]) for each in plan.secondary])
    yield w("引き分けの扱い"), w(TIES[plan.tie_rule.value])
    yield w("信頼水準"), w.level(analysis.confidence)
    yield w("再抽出の回数及び乱数の種"), f"{w.number(analysis.draws)}　{analysis.seed}"
    yield (
        w("必要な最少の評価"),
        w("{votes}件、{persons}人", votes=w.number(plan.least_votes), persons=w.number(plan.least_persons)),
    )
    yield w("終了の規則"), w(STOPPINGS[plan.stopping.value])
    if plan.look_every_days:
        yield w("判定の間隔"), w("{days}日", days=plan.look_every_days)
    yield w("分析の版"), analysis.version
    yield w("計画書の検証値（SHA-256）"), analysis.protocol


def _amendments(told: Material) -> Iterator[Block]:
    w = told.words
    heads = (Head(w("版")), Head(w("署名の日")), Head(w("理由")), Head(w("検証値の初め")))
    rows = tuple(
        (
            w("当初") if row.number == 0 else w("変更{number}", number=row.number),
            w.day(row.at),
            row.reason or NOTHING,
            row.digest[:16],
        )
        for row in told.facts.amendments
    )
    yield Grid(w("計画書とその変更"), heads, rows)
