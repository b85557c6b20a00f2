"""What a page that becomes a PDF may fetch."""


def fetch_nothing(url: str, *_: object, **__: object) -> dict[str, object]:
    """Refuses every address: everything that a page shows is in it."""
    raise ValueError(f"nothing is fetched for a PDF, and not {url[:40]}")
