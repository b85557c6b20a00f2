"""The staff workspace: home, chat with checked citations, conversations."""

from genkan.workspace.errors import WorkspaceProblem
from genkan.workspace.events import WorkspaceEvent
from genkan.workspace.jobs import tasks

__all__ = ["WorkspaceEvent", "WorkspaceProblem", "tasks"]
