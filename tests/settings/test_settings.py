"""What an operator may set."""

import pytest

from genkan.settings import SettingInvalid, load_settings


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
