"""The regulations for programs: JSON under ``/api/knowledge`` and tools for models under ``/mcp``."""

from genkan.knowledge.api.mcp_door import MCP_PATH, McpDoor
from genkan.knowledge.api.routes import router

__all__ = ["MCP_PATH", "McpDoor", "router"]
