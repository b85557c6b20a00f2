"""What each model is, with sources, and which deployments of it may be asked."""

from genkan.catalogue.deployment import (
    SPOKEN_PROTOCOLS,
    Answer,
    Deployment,
    DeploymentDraft,
    DeploymentState,
    InformationClass,
    WireProtocol,
)
from genkan.catalogue.discovery import Discover, Discovery
from genkan.catalogue.errors import CatalogueProblem, DeploymentNotFound
from genkan.catalogue.loader import load_models
from genkan.catalogue.local_servers import LocalServer, find_local_servers
from genkan.catalogue.model import Claim, Model
from genkan.catalogue.registration import PAUSE, RESUME, RETIRE, change_state, connect_deployment
from genkan.catalogue.secret import check_secret_reference, resolve_secret
from genkan.catalogue.store import add_deployment, find_deployment, list_deployments

__all__ = [
    "PAUSE",
    "RESUME",
    "RETIRE",
    "SPOKEN_PROTOCOLS",
    "Answer",
    "CatalogueProblem",
    "Claim",
    "Deployment",
    "DeploymentDraft",
    "DeploymentNotFound",
    "DeploymentState",
    "Discover",
    "Discovery",
    "InformationClass",
    "LocalServer",
    "Model",
    "WireProtocol",
    "add_deployment",
    "change_state",
    "check_secret_reference",
    "connect_deployment",
    "find_deployment",
    "find_local_servers",
    "list_deployments",
    "load_models",
    "resolve_secret",
]
