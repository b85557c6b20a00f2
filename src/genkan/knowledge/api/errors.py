"""Errors of the doors for programs.

McpProblem
├── ToolUnknown        (name)
├── MethodNotOffered
└── McpFailed          (reference)
"""

from genkan.knowledge.errors import KnowledgeProblem


class McpProblem(KnowledgeProblem):
    """An MCP client could not be served."""


class ToolUnknown(McpProblem):
    """No tool has this name."""

    status = 404
    sentence = "「{name}」というツールはありません。"
    next_step = "tools/listで、利用できるツールを確認してください。"


class MethodNotOffered(McpProblem):
    """Only POST is answered: nothing is kept between calls, so there is no stream to open and no session to end."""

    status = 405
    sentence = "/mcpは、POSTだけを受け付けます。"
    next_step = "MCPのStreamable HTTPで接続してください。"


class McpFailed(McpProblem):
    """A fault of ours; the log has the details under the reference."""

    status = 500
    sentence = "処理中に問題が起きました（受付番号 {reference}）。"
    next_step = "もう一度お試しください。続く場合は、受付番号を運用担当者に伝えてください。"
