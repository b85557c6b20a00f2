"""Which role may do what: the one table of permissions.

Every permission reaches over the person's own organisation and its bureaus, with four exceptions that reach
over the whole installation: ``READ_WHOLE_LEDGER`` (auditors rebuild published numbers from the raw record),
``READ_WHOLE_USAGE`` (they and operators see how much is used, by organisation and never by person),
``ADMINISTER_MODELS`` (operators keep the one set of endpoints running) and ``RUN_TRIAL`` (one office runs the
trial for all organisations). The roles that carry them are therefore granted on the command line only, not by
an administrator of one organisation.

The chief AI officer and the administrators of an organisation answer for its use, so both read its ledger and
the report; operators, who keep the machine, do not read the record of the people on it. Reviewers and markers
may come from outside the government: their role alone opens no workspace.

Questions of sealed tests are read by few (``KEEP_ITEMS``): the trial office writes them, and the chief AI officer is the
second person who approves. A share of the key of a sealed test is held by people who do not keep the machine
(``HOLD_SHARES``). The protocol of a trial is signed by two of different roles (``SIGN_TRIAL``): the trial office, then the
chief AI officer.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a person is appointed to do."""

    STAFF = "staff"
    APP_AUTHOR = "app_author"
    INQUIRY_OFFICER = "inquiry_officer"
    INQUIRY_SUPERVISOR = "inquiry_supervisor"
    REVIEWER = "reviewer"
    MARKER = "marker"
    MINISTRY_ADMINISTRATOR = "ministry_administrator"
    CAIO = "caio"
    TRIAL_OFFICE = "trial_office"
    OPERATOR = "operator"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        """The Japanese name of the role."""
        return _LABELS[self]


class Permission(StrEnum):
    """What a route may ask for."""

    USE_WORKSPACE = "use_workspace"
    ADMINISTER_PEOPLE = "administer_people"
    ADMINISTER_KNOWLEDGE = "administer_knowledge"
    ADMINISTER_MODELS = "administer_models"
    ADMINISTER_RULES = "administer_rules"
    ADMINISTER_KEYS = "administer_keys"
    ADMINISTER_APPS = "administer_apps"
    AUTHOR_APPS = "author_apps"
    ANSWER_INQUIRIES = "answer_inquiries"
    SUPERVISE_INQUIRIES = "supervise_inquiries"
    READ_USAGE = "read_usage"
    READ_WHOLE_USAGE = "read_whole_usage"
    READ_LEDGER = "read_ledger"
    READ_WHOLE_LEDGER = "read_whole_ledger"
    RUN_TRIAL = "run_trial"
    SIGN_TRIAL = "sign_trial"
    RUN_EVALUATIONS = "run_evaluations"
    READ_REPORT = "read_report"
    READ_SELECTION = "read_selection"
    RUN_SELECTION = "run_selection"
    REVIEW_APPLICATIONS = "review_applications"
    SIGN_SELECTION = "sign_selection"
    KEEP_ITEMS = "keep_items"
    RUN_EXAMS = "run_exams"
    HOLD_SHARES = "hold_shares"
    MARK_ANSWERS = "mark_answers"
    SET_UP_MARKING = "set_up_marking"


INSTALLATION_WIDE_ROLES = frozenset({Role.TRIAL_OFFICE, Role.OPERATOR, Role.AUDITOR})

_LABELS = {
    Role.STAFF: "職員",
    Role.APP_AUTHOR: "アプリ作成者",
    Role.INQUIRY_OFFICER: "窓口担当者",
    Role.INQUIRY_SUPERVISOR: "照会対応責任者",
    Role.REVIEWER: "審査員",
    Role.MARKER: "採点者",
    Role.MINISTRY_ADMINISTRATOR: "府省庁管理者",
    Role.CAIO: "AI統括責任者（CAIO）",
    Role.TRIAL_OFFICE: "試行事務局",
    Role.OPERATOR: "運用担当者",
    Role.AUDITOR: "監査担当者",
}

_PERMISSIONS = {
    Role.STAFF: {Permission.USE_WORKSPACE},
    Role.APP_AUTHOR: {Permission.USE_WORKSPACE, Permission.AUTHOR_APPS},
    Role.INQUIRY_OFFICER: {Permission.USE_WORKSPACE, Permission.ANSWER_INQUIRIES},
    Role.INQUIRY_SUPERVISOR: {
        Permission.USE_WORKSPACE,
        Permission.ANSWER_INQUIRIES,
        Permission.SUPERVISE_INQUIRIES,
    },
    Role.REVIEWER: {Permission.REVIEW_APPLICATIONS},
    Role.MARKER: {Permission.MARK_ANSWERS},
    Role.MINISTRY_ADMINISTRATOR: {
        Permission.USE_WORKSPACE,
        Permission.ADMINISTER_PEOPLE,
        Permission.ADMINISTER_KNOWLEDGE,
        Permission.ADMINISTER_RULES,
        Permission.ADMINISTER_KEYS,
        Permission.ADMINISTER_APPS,
        Permission.AUTHOR_APPS,
        Permission.RUN_EVALUATIONS,
        Permission.READ_USAGE,
        Permission.READ_LEDGER,
        Permission.READ_REPORT,
        Permission.SET_UP_MARKING,
    },
    Role.CAIO: {
        Permission.USE_WORKSPACE,
        Permission.RUN_EVALUATIONS,
        Permission.READ_USAGE,
        Permission.READ_LEDGER,
        Permission.READ_REPORT,
        Permission.READ_SELECTION,
        Permission.SIGN_SELECTION,
        Permission.SIGN_TRIAL,
        Permission.KEEP_ITEMS,
        Permission.HOLD_SHARES,
    },
    Role.TRIAL_OFFICE: {
        Permission.USE_WORKSPACE,
        Permission.RUN_TRIAL,
        Permission.SIGN_TRIAL,
        Permission.RUN_EVALUATIONS,
        Permission.READ_REPORT,
        Permission.READ_SELECTION,
        Permission.RUN_SELECTION,
        Permission.SIGN_SELECTION,
        Permission.SET_UP_MARKING,
        Permission.KEEP_ITEMS,
        Permission.RUN_EXAMS,
        Permission.HOLD_SHARES,
    },
    Role.OPERATOR: {
        Permission.ADMINISTER_MODELS,
        Permission.ADMINISTER_RULES,
        Permission.READ_USAGE,
        Permission.READ_WHOLE_USAGE,
    },
    Role.AUDITOR: {
        Permission.READ_USAGE,
        Permission.READ_WHOLE_USAGE,
        Permission.READ_LEDGER,
        Permission.READ_WHOLE_LEDGER,
        Permission.READ_REPORT,
        Permission.READ_SELECTION,
        Permission.HOLD_SHARES,
    },
}


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Everything that at least one of the roles permits."""
    return frozenset(permission for role in roles for permission in _PERMISSIONS[role])
