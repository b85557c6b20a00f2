"""Administrative apps: built in, made by teams, or called elsewhere over the Gennai app protocol."""

from genkan.apps.apart import Apart, ApartDied, ApartTimedOut, answer_once
from genkan.apps.app import App, Category, Example, Prompt
from genkan.apps.built_in import DietRecords
from genkan.apps.conformance.app_suite import check_app
from genkan.apps.conformance.asking import Asking, Target
from genkan.apps.conformance.finding import Finding, passes
from genkan.apps.conformance.host_checks import judge_host
from genkan.apps.conformance.registrations import registrations
from genkan.apps.conformance.twin import Twin
from genkan.apps.errors import AppsProblem, AppUnknown, RunUnknown
from genkan.apps.events import AppEvent
from genkan.apps.export import ExportFormat, Exporting, draw_pdf
from genkan.apps.external.room import External
from genkan.apps.external.vault import Vault, open_vault
from genkan.apps.files.download import download_headers, safe_name
from genkan.apps.files.kind import media_type_of
from genkan.apps.files.naming import spoken_kind
from genkan.apps.files.reading import Reading as FileReading
from genkan.apps.files.scanning import Scanner
from genkan.apps.form.faults import FormFaulty
from genkan.apps.form.field import Field, FieldKind, Form
from genkan.apps.form.values import Filled, GivenFile, words_of
from genkan.apps.gennai.answer import write_answer, write_failure, write_promise
from genkan.apps.gennai.registration import read_registration
from genkan.apps.gennai.request import read_request
from genkan.apps.gennai.standing import write_standing
from genkan.apps.gennai.status import AsyncState
from genkan.apps.making.room import Making
from genkan.apps.making.source import MadeApps
from genkan.apps.object_names import object_names
from genkan.apps.offered import Offered, Offers, Origin
from genkan.apps.official_writing import Checker, TextKind, examine, mend, open_checker, report_shape
from genkan.apps.official_writing import Report as WritingReport
from genkan.apps.output import Artifact, Check, CheckOutcome, Output
from genkan.apps.room import Apps
from genkan.apps.run import Advance, Run, RunFile, RunState
from genkan.apps.runs.ended import EndedRun, read_ended
from genkan.apps.runs.hiding import without_names
from genkan.apps.runs.picking import Picking, RunPair
from genkan.apps.runs.starting import Beginning, Starter
from genkan.apps.runs.trial import Hide, RunAsked, RunEnd, RunTrial
from genkan.apps.serving.lending import OutsideCall, Told

__all__ = [
    "Advance",
    "Apart",
    "ApartDied",
    "ApartTimedOut",
    "App",
    "AppEvent",
    "AppUnknown",
    "Apps",
    "AppsProblem",
    "Artifact",
    "Asking",
    "AsyncState",
    "Beginning",
    "Category",
    "Check",
    "CheckOutcome",
    "Checker",
    "DietRecords",
    "EndedRun",
    "Example",
    "ExportFormat",
    "Exporting",
    "External",
    "Field",
    "FieldKind",
    "FileReading",
    "Filled",
    "Finding",
    "Form",
    "FormFaulty",
    "GivenFile",
    "Hide",
    "MadeApps",
    "Making",
    "Offered",
    "Offers",
    "Origin",
    "Output",
    "OutsideCall",
    "Picking",
    "Prompt",
    "Run",
    "RunAsked",
    "RunEnd",
    "RunFile",
    "RunPair",
    "RunState",
    "RunTrial",
    "RunUnknown",
    "Scanner",
    "Starter",
    "Target",
    "TextKind",
    "Told",
    "Twin",
    "Vault",
    "WritingReport",
    "answer_once",
    "check_app",
    "download_headers",
    "draw_pdf",
    "examine",
    "judge_host",
    "media_type_of",
    "mend",
    "object_names",
    "open_checker",
    "open_vault",
    "passes",
    "read_ended",
    "read_registration",
    "read_request",
    "registrations",
    "report_shape",
    "safe_name",
    "spoken_kind",
    "without_names",
    "words_of",
    "write_answer",
    "write_failure",
    "write_promise",
    "write_standing",
]
