"""Whether a cluster can hold the index: it answers, it knows us, and it cuts Japanese."""

from genkan.knowledge.errors import SearchServerLacksKuromoji
from genkan.knowledge.opensearch.server import Cluster, searching_server


def check_cluster(cluster: Cluster) -> str:
    """The name and version of a cluster. Raises errors under ``SearchServerProblem``; blocks."""
    server = searching_server(cluster)
    try:
        version = server.get("/").body["version"]
        if not server.can_cut("kuromoji_tokenizer"):
            raise SearchServerLacksKuromoji
    finally:
        server.close()
    return f"{version.get('distribution', '')} {version['number']}".strip()
