"""The real application with an author and a reviewer of questions."""

from tests.workspace.conftest import install, pages, workspace

__all__ = ["install", "pages", "workspace"]
