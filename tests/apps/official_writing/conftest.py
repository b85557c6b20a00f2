"""One checker for all tests of this folder: its dictionary takes a third of a second to read."""

import pytest

from genkan.apps.official_writing import Checker, open_checker


@pytest.fixture(scope="session")
def checker() -> Checker:
    """A checker with the packaged rules."""
    return open_checker()
