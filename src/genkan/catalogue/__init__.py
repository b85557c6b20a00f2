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
from genkan.catalogue.errors import CatalogueProblem, DeploymentNotFound, SecretProblem
from genkan.catalogue.health import Load, Probe, Saturation
from genkan.catalogue.inspection import Inspection, Tell
from genkan.catalogue.jobs import tasks
from genkan.catalogue.loader import load_models
from genkan.catalogue.local_servers import LocalServer, find_local_servers
from genkan.catalogue.model import Claim, Model
from genkan.catalogue.object_names import object_names
from genkan.catalogue.offering import (
    Offering,
    capabilities_with,
    load_offerings,
    offering_at,
    offering_named,
)
from genkan.catalogue.price import Price, Prices, price_at
from genkan.catalogue.pricing import add_price
from genkan.catalogue.protocol_settings import ProtocolSetting, with_settings
from genkan.catalogue.registration import connect_deployment
from genkan.catalogue.secret import SECRETS_FOLDER, check_secret_reference, lies_below, resolve_secret
from genkan.catalogue.state_change import PAUSE, RESUME, RETIRE, change_state
from genkan.catalogue.store.deployments import add_deployment, find_deployment, list_deployments
from genkan.catalogue.store.prices import prices_of
from genkan.catalogue.verification import Check, CheckName, CheckResult, Verification, all_passed
from genkan.catalogue.verifying import Verifier, ask_for_verification, begin_verification
from genkan.catalogue.watching import Watch

__all__ = [
    "PAUSE",
    "RESUME",
    "RETIRE",
    "SECRETS_FOLDER",
    "SPOKEN_PROTOCOLS",
    "Answer",
    "CatalogueProblem",
    "Check",
    "CheckName",
    "CheckResult",
    "Claim",
    "Deployment",
    "DeploymentDraft",
    "DeploymentNotFound",
    "DeploymentState",
    "Discover",
    "Discovery",
    "InformationClass",
    "Inspection",
    "Load",
    "LocalServer",
    "Model",
    "Offering",
    "Price",
    "Prices",
    "Probe",
    "ProtocolSetting",
    "Saturation",
    "SecretProblem",
    "Tell",
    "Verification",
    "Verifier",
    "Watch",
    "WireProtocol",
    "add_deployment",
    "add_price",
    "all_passed",
    "ask_for_verification",
    "begin_verification",
    "capabilities_with",
    "change_state",
    "check_secret_reference",
    "connect_deployment",
    "find_deployment",
    "find_local_servers",
    "lies_below",
    "list_deployments",
    "load_models",
    "load_offerings",
    "object_names",
    "offering_at",
    "offering_named",
    "price_at",
    "prices_of",
    "resolve_secret",
    "tasks",
    "with_settings",
]
