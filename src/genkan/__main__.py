"""``python -m genkan`` and the ``genkan`` command."""

from genkan.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
