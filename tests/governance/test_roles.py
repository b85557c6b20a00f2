"""The whole table of permissions, one row a role."""

import pytest

from genkan.governance import Permission, Role, permissions_of

P = Permission
TABLE = {
    Role.STAFF: {P.USE_WORKSPACE},
    Role.APP_AUTHOR: {P.USE_WORKSPACE, P.AUTHOR_APPS},
    Role.INQUIRY_OFFICER: {P.USE_WORKSPACE, P.ANSWER_INQUIRIES},
    Role.INQUIRY_SUPERVISOR: {P.USE_WORKSPACE, P.ANSWER_INQUIRIES, P.SUPERVISE_INQUIRIES},
    Role.REVIEWER: {P.REVIEW_APPLICATIONS},  # may come from outside the government
    Role.MARKER: {P.MARK_ANSWERS},  # the same
    Role.MINISTRY_ADMINISTRATOR: {
        P.USE_WORKSPACE,
        P.ADMINISTER_PEOPLE,
        P.ADMINISTER_KNOWLEDGE,
        P.ADMINISTER_RULES,
        P.ADMINISTER_KEYS,
        P.ADMINISTER_APPS,
        P.AUTHOR_APPS,
        P.RUN_EVALUATIONS,
        P.READ_USAGE,
        P.READ_LEDGER,
        P.READ_REPORT,
        P.RUN_EVALUATIONS,
        P.SET_UP_MARKING,
    },
    Role.CAIO: {  # answers for the use, and is the second person for questions of sealed tests
        P.USE_WORKSPACE,
        P.RUN_EVALUATIONS,
        P.READ_USAGE,
        P.READ_LEDGER,
        P.READ_REPORT,
        P.READ_SELECTION,
        P.SIGN_SELECTION,
        P.SIGN_TRIAL,
        P.KEEP_ITEMS,
        P.HOLD_SHARES,
    },
    Role.TRIAL_OFFICE: {
        P.USE_WORKSPACE,
        P.RUN_TRIAL,
        P.RUN_EVALUATIONS,
        P.READ_REPORT,
        P.READ_SELECTION,
        P.RUN_SELECTION,
        P.SIGN_SELECTION,
        P.SIGN_TRIAL,
        P.SET_UP_MARKING,
        P.KEEP_ITEMS,
        P.RUN_EXAMS,
        P.HOLD_SHARES,
    },
    Role.OPERATOR: {  # keeps the machine, does not read the record of people
        P.ADMINISTER_MODELS,
        P.ADMINISTER_RULES,
        P.READ_USAGE,
        P.READ_WHOLE_USAGE,
    },
    Role.AUDITOR: {
        P.READ_USAGE,
        P.READ_WHOLE_USAGE,
        P.READ_LEDGER,
        P.READ_WHOLE_LEDGER,
        P.READ_REPORT,
        P.READ_SELECTION,
        P.HOLD_SHARES,
    },
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_a_role_permits_what_the_table_says(role: Role, permission: Permission) -> None:
    assert (permission in permissions_of(frozenset({role}))) == (permission in TABLE[role])


def test_roles_add_up_and_no_role_permits_nothing() -> None:
    assert permissions_of(frozenset()) == frozenset()
    both = permissions_of(frozenset({Role.OPERATOR, Role.AUDITOR}))
    assert both == TABLE[Role.OPERATOR] | TABLE[Role.AUDITOR]
