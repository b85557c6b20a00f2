"""Pages of the ui room alone."""

import pytest

from genkan.ui import Pages
from tests.ui.cast import NAVIGATION


@pytest.fixture(scope="session")
def pages() -> Pages:
    """Japanese by default, with a small menu."""
    return Pages({}, language="ja", navigation=NAVIGATION)
