"""People and their permissions, sign-in and sessions, and the audit ledger of what everyone did."""

from genkan.governance.access import (
    SESSION_COOKIE,
    AdministersApps,
    AdministersKeys,
    AdministersKnowledge,
    AdministersModels,
    AdministersPeople,
    AdministersRules,
    AnswersInquiries,
    CrossSiteGuard,
    DatabasePart,
    FormRoute,
    Now,
    Reading,
    ReadsLedger,
    ReadsReport,
    ReadsUsage,
    RunsTrial,
    SignedIn,
    SupervisesInquiries,
    UsesWorkspace,
    Visitor,
    Writing,
    answer_sign_in_required,
    part,
    require,
)
from genkan.governance.errors import (
    AdministrationProblem,
    CrossSiteRequest,
    FieldProblem,
    GovernanceProblem,
    NotFound,
    SessionEnded,
    SignInRequired,
)
from genkan.governance.events import GovernanceEvent
from genkan.governance.jobs import tasks
from genkan.governance.ledger.events import Event
from genkan.governance.ledger.faults import Fault, Finding
from genkan.governance.ledger.ledger import Ledger
from genkan.governance.ledger.result import Verification
from genkan.governance.ledger.store.listing import (
    EventFilter,
    list_adopted,
    list_events,
    read_events,
    stream_events,
)
from genkan.governance.ledger.verification import verify
from genkan.governance.object_names import FindNames, ObjectName, ObjectNames
from genkan.governance.people.activity import deactivate, reactivate
from genkan.governance.people.adding import add_organisation, add_person, installation_is_empty
from genkan.governance.people.draft import PersonDraft
from genkan.governance.people.duties import Duties
from genkan.governance.people.first_administrator import first_administrator
from genkan.governance.people.links import LINK_LIFE, make_link
from genkan.governance.people.roles import grant_roles, revoke_roles
from genkan.governance.people.sample import load_sample_people
from genkan.governance.person import Organisation, OrganisationKind, Person, Viewer
from genkan.governance.roles import Permission, Role, permissions_of
from genkan.governance.sign_in.passwords import Passwords
from genkan.governance.store.groups import (
    ReaderGroup,
    add_group,
    group_ids_of,
    list_groups,
    members_of,
    set_members,
)
from genkan.governance.store.people import (
    find_organisation,
    find_people,
    find_person,
    list_active_with_role,
    list_organisations,
    list_people,
    names_of,
)
from genkan.governance.viewing import find_viewer

__all__ = [
    "LINK_LIFE",
    "SESSION_COOKIE",
    "AdministersApps",
    "AdministersKeys",
    "AdministersKnowledge",
    "AdministersModels",
    "AdministersPeople",
    "AdministersRules",
    "AdministrationProblem",
    "AnswersInquiries",
    "CrossSiteGuard",
    "CrossSiteRequest",
    "DatabasePart",
    "Duties",
    "Event",
    "EventFilter",
    "Fault",
    "FieldProblem",
    "FindNames",
    "Finding",
    "FormRoute",
    "GovernanceEvent",
    "GovernanceProblem",
    "Ledger",
    "NotFound",
    "Now",
    "ObjectName",
    "ObjectNames",
    "Organisation",
    "OrganisationKind",
    "Passwords",
    "Permission",
    "Person",
    "PersonDraft",
    "ReaderGroup",
    "Reading",
    "ReadsLedger",
    "ReadsReport",
    "ReadsUsage",
    "Role",
    "RunsTrial",
    "SessionEnded",
    "SignInRequired",
    "SignedIn",
    "SupervisesInquiries",
    "UsesWorkspace",
    "Verification",
    "Viewer",
    "Visitor",
    "Writing",
    "add_group",
    "add_organisation",
    "add_person",
    "answer_sign_in_required",
    "deactivate",
    "find_organisation",
    "find_people",
    "find_person",
    "find_viewer",
    "first_administrator",
    "grant_roles",
    "group_ids_of",
    "installation_is_empty",
    "list_active_with_role",
    "list_adopted",
    "list_events",
    "list_groups",
    "list_organisations",
    "list_people",
    "load_sample_people",
    "make_link",
    "members_of",
    "names_of",
    "part",
    "permissions_of",
    "reactivate",
    "read_events",
    "require",
    "revoke_roles",
    "set_members",
    "stream_events",
    "tasks",
    "verify",
]
