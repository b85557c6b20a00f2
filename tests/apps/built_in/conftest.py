"""The real server of language models, and the application on one engine for what takes long."""

from tests.real_model_server import served
from tests.workspace.conftest import sqlite_workspace

__all__ = ["served", "sqlite_workspace"]
