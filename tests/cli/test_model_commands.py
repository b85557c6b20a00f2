"""Connecting by every protocol and verifying a deployment on the command line."""

import asyncio
import json

import pytest

from genkan.catalogue.errors import NothingToVerify, ProtocolSettingMissing, RemoteModelMissing
from genkan.cli.errors import DeploymentNotNamed, PairNotUnderstood
from tests.cli.command_line import EXTRACT, CommandLine
from tests.cli.command_line import connect as connect_draft

NOBODY = "http://127.0.0.1:9"


def connect(command_line: CommandLine, protocol: str, *more: str) -> str:
    """Connect a deployment at an address where nobody answers."""
    return command_line.run(
        "models", "connect", NOBODY, "--protocol", protocol, "--model", "m", "--title", protocol, *more
    )


# (protocol, the options that it needs)
PROTOCOLS = [
    ("azure_openai", ["--api-version", "2024-10-21"]),
    ("cotomi", ["--client-id", "c", "--client-id-header", "x-nec-genai-client-id"]),
    ("cohere_chat", []),
    ("bedrock_converse", ["--region", "ap-northeast-1"]),
]


@pytest.mark.parametrize(("protocol", "needs"), PROTOCOLS)
def test_every_protocol_is_connected_with_what_it_needs(
    protocol: str, needs: list[str], command_line: CommandLine
) -> None:
    if needs:
        with pytest.raises(ProtocolSettingMissing):
            connect(command_line, protocol)
    assert "を登録しました" in connect(command_line, protocol, *needs, "--capability", "streams=false")
    assert protocol in command_line.run("models", "list")


def test_the_list_says_what_programs_ask_for(command_line: CommandLine) -> None:
    connect(command_line, "cohere_chat", "--public-name", "gov.main")
    heads, row = command_line.run("models", "list").strip().splitlines()[-2:]
    assert heads.split()[:2] == ["名前", "公開名"]
    assert row.split()[:2] == ["cohere_chat", "gov.main"]


def test_a_model_is_named_where_the_server_cannot_be_asked(command_line: CommandLine) -> None:
    with pytest.raises(RemoteModelMissing):
        command_line.run("models", "connect", NOBODY, "--protocol", "cohere_chat", "--title", "x")


def test_an_option_that_is_no_pair_is_named(command_line: CommandLine) -> None:
    with pytest.raises(PairNotUnderstood, match="--capability"):
        connect(command_line, "cohere_chat", "--capability", "streams")


def test_every_model_says_how_it_is_connected_or_what_to_ask(command_line: CommandLine) -> None:
    told = command_line.run("models", "protocols")

    assert "--protocol azure_openai --catalogue tsuzumi-2" in told
    assert told.count("通信方式は公表されていません。") == 4
    assert told.count("提供者に確認すること:") == 7


def test_a_deployment_that_does_not_answer_fails_its_verification(command_line: CommandLine) -> None:
    connect(command_line, "cohere_chat", "--public-name", "gov.main")
    table = command_line.run("models", "verify", "gov.main", status=1)
    markdown = command_line.run("models", "verify", "cohere_chat", "--markdown", status=1)
    data = json.loads(command_line.run("models", "verify", "cohere_chat", "--json", status=1))

    assert "不合格  質問への回答" in table
    assert "| 質問への回答 | 不合格 | モデルの接続先に接続できませんでした。 |" in markdown
    assert (data["passed"], data["public_name"], len(data["checks"])) == (False, "gov.main", 11)
    assert data["checks"][0]["verdict"] == "不合格"


def test_what_cannot_be_verified_is_refused(command_line: CommandLine) -> None:
    with pytest.raises(DeploymentNotNamed):
        command_line.run("models", "verify", "nobody")
    asyncio.run(connect_draft(EXTRACT))
    with pytest.raises(NothingToVerify):
        command_line.run("models", "verify", EXTRACT.title)
