"""Which engine an installation searches with."""

from pathlib import Path

from genkan.kit import Clock
from genkan.knowledge.index import Engine, FolderEngine
from genkan.knowledge.opensearch.server import Cluster
from genkan.settings import Settings


def engine_for(folder: Path, clock: Clock, *, shared: Path | None, cluster: Cluster | None) -> Engine:
    """The cluster, where there is one; else files in the folder, which machines may share by another."""
    if cluster is None:
        return FolderEngine(folder, clock, shared=shared)
    # Few installations have a cluster; the others need not load how it is spoken to.
    from genkan.knowledge.opensearch.engine import OpenSearchEngine

    return OpenSearchEngine(cluster, clock)


def cluster_of(settings: Settings) -> Cluster | None:
    """The cluster that the settings name; ``None`` where they name none."""
    if not settings.opensearch_url:
        return None
    return Cluster(
        settings.opensearch_url,
        user=settings.opensearch_user,
        password=settings.opensearch_password.get_secret_value(),
        certificates=settings.opensearch_certificates,
        prefix=settings.opensearch_prefix,
    )
