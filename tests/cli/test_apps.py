"""``genkan apps conform`` from the terminal."""

import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from genkan.apps.conformance.registrations import registration_of
from genkan.apps.gennai.registration import write_registration
from genkan.cli.errors import AddressNotOurs, PairNotUnderstood
from tests.apps.twin_server import Served, serving
from tests.cli.command_line import CommandLine


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving(host="127.0.0.1") as served:
        yield served


@pytest.fixture
def registration(served: Served, tmp_path: Path) -> Path:
    path = tmp_path / "app.json"
    path.write_text(write_registration(registration_of("plain", base=served.base)), encoding="utf-8")
    return path


def test_an_app_that_passes(served: Served, registration: Path) -> None:
    told = CommandLine().run(
        "apps",
        "conform",
        served.endpoint("plain"),
        "--key",
        served.twin.keys["plain"],
        "--registration",
        str(registration),
    )
    assert "確かめた全ての検査に合格しました。" in told
    assert "会話の履歴を受け付け、応答に生かす" in told and "conversation_histories" in told


def test_an_app_that_does_not(served: Served) -> None:
    arguments = ("--key", served.twin.keys["page"], "--input", "input=2026", "--json")
    told = CommandLine().run("apps", "conform", served.endpoint("page"), *arguments, status=1)
    document = json.loads(told)
    assert document["passed"] is False
    answer = next(each for each in document["checks"] if each["name"] == "answer")
    assert (answer["verdict"], answer["clause"]) == ("failed", "同期の応答")
    assert served.twin.heard[-1].app == "page"


def test_an_input_that_is_none(served: Served) -> None:
    with pytest.raises(PairNotUnderstood):
        CommandLine().run("apps", "conform", served.endpoint("plain"), "--input", "rubbish")


def test_a_host_is_watched() -> None:
    """A host that knows no key sends one request while the command listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url, ended = f"http://127.0.0.1:{port}", threading.Event()
    host = threading.Thread(target=_call, args=(f"{url}/apps/plain", ended))
    host.start()
    told = CommandLine().run("apps", "conform", url, "--host", "--seconds", "2", "--json", status=1)
    ended.set()
    host.join()
    verdicts = {each["name"]: each["verdict"] for each in json.loads(told)["checks"]}
    assert (verdicts["own_key"], verdicts["shape"], verdicts["once"]) == ("failed", "passed", "not_tried")


def test_what_to_register_at_a_host_is_shown() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = CommandLine().run(
        "apps", "conform", f"http://127.0.0.1:{port}", "--host", "--seconds", "1", status=1
    )
    assert f"http://127.0.0.1:{port}/apps/later" in told and '"subject"' in told and "未確認" in told


def test_an_address_that_is_none() -> None:
    with pytest.raises(AddressNotOurs):
        CommandLine().run("apps", "conform", "rubbish", "--host")


def _call(address: str, ended: threading.Event) -> None:
    """Try until somebody listens, and was asked once."""
    request = urllib.request.Request(
        address, data=b'{"inputs": {}, "sessionId": "x"}', headers={"x-api-key": "other"}, method="POST"
    )
    while not ended.is_set():
        try:
            urllib.request.urlopen(request, timeout=2)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
