"""The result of a verification in forms that go into an application file, in Japanese."""

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from genkan.catalogue import Deployment, Verification
    from genkan.selection import EndpointCheck


def as_markdown(deployment: "Deployment", verification: "Verification") -> str:
    """The facts and the checks as two tables."""
    facts = "\n".join(f"| {name} | {_cell(value)} |" for name, value in _facts(deployment, verification))
    checks = "\n".join(
        f"| {check.name.label} | {check.result.label} | {_cell(check.measured)} | {check.milliseconds} |"
        for check in verification.checks
    )
    return (
        f"## 接続先の検証結果：{deployment.title}\n\n| 項目 | 内容 |\n|---|---|\n{facts}\n\n"
        f"| 検査 | 結果 | 確かめたこと | 所要時間（ミリ秒） |\n|---|---|---|---:|\n{checks}"
    )


def as_json(deployment: "Deployment", verification: "Verification") -> str:
    """The same as one JSON object."""
    document = {
        "deployment": deployment.id,
        "title": deployment.title,
        "public_name": deployment.public_name,
        "model": deployment.model_id,
        "build": deployment.build,
        "protocol": str(deployment.protocol),
        "asked_at": verification.asked_at.isoformat(),
        "passed": bool(verification.passed),
        "checks": [
            {**check.as_data(), "title": check.name.label, "verdict": check.result.label}
            for check in verification.checks
        ],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def check_as_json(check: "EndpointCheck") -> str:
    """The check of the deployment that an application declares, as one JSON object."""
    document = {
        "application": check.application_id,
        "submission_sha256": check.submission_sha256,
        "address": check.address,
        "protocol": check.protocol,
        "remote_model": check.remote_model,
        "build": check.build,
        "with_key": check.with_key,
        "asked_at": check.asked_at.isoformat(),
        "passed": bool(check.passed),
        "problem": check.problem,
        "checks": [
            {**one.as_data(), "title": one.name.label, "verdict": one.result.label} for one in check.checks
        ],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def _facts(deployment: "Deployment", verification: "Verification") -> tuple[tuple[str, str], ...]:
    from genkan.catalogue import WireProtocol, load_models

    titles = {model.id: model.title for model in load_models()}
    return (
        ("公開名", deployment.public_name),
        ("モデル", titles.get(deployment.model_id or "", "一覧にないモデル")),
        ("接続先でのモデルの名前", deployment.remote_model),
        ("ビルド", deployment.build or "不明"),
        ("通信方式", WireProtocol(deployment.protocol).label),
        ("検証を始めた日時", verification.asked_at.isoformat(timespec="seconds")),
        ("判定", "合格" if verification.passed else "不合格"),
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
