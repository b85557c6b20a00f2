"""What an operator may set."""

import pytest

from genkan.settings import PasswordInTheClear, SettingInvalid, load_settings


@pytest.mark.parametrize(
    "url", ["", "valkey://counts.example.go.jp:6379", "rediss://user@[::1]/0", "unix:///run/valkey/socket"]
)
def test_the_server_that_counts_is_named_by_its_address(url):
    assert load_settings(valkey_url=url).valkey_url == url


@pytest.mark.parametrize("url", ["localhost:6379", "http://localhost", "valkey://", " "])
def test_what_is_no_address_of_such_a_server_is_refused(url):
    with pytest.raises(SettingInvalid, match="GENKAN_VALKEY_URL"):
        load_settings(valkey_url=url)


@pytest.mark.parametrize(
    ("name", "value"), [("queue_length", 0), ("queue_seconds", 0), ("queue_seconds", 601)]
)
def test_a_queue_has_sensible_bounds(name, value):
    with pytest.raises(SettingInvalid, match=f"GENKAN_{name.upper()}"):
        load_settings(**{name: value})


@pytest.mark.parametrize(
    "url",
    [
        "https://search.example.go.jp:9200",
        "http://localhost:9200",
        "http://127.0.0.1:9200",
        "http://127.9.9.9",
        "http://[::1]:9200",
    ],
)
def test_a_password_goes_to_this_machine_or_encrypted(url):
    assert load_settings(opensearch_url=url, opensearch_password="秘密").opensearch_url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://search.example.go.jp:9200",
        "http://10.0.0.5:9200",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://[fd00::1]:9200",
        "http://[localhost",
    ],
)
def test_a_password_that_anyone_on_the_way_could_read_is_refused(url):
    with pytest.raises(PasswordInTheClear, match=r"GENKAN_OPENSEARCH_URL.*https://") as refused:
        load_settings(opensearch_url=url, opensearch_user="genkan", opensearch_password="秘密の言葉")
    assert "秘密" not in str(refused.value)
    assert load_settings(opensearch_url=url).opensearch_url == url
