"""What the apps room writes into the audit ledger; never a word of what was put in or came out."""

from enum import StrEnum


class AppEvent(StrEnum):
    """Kinds of event; the object is the run, the app that is lent, the prompt template of somebody else, or whose terms."""

    STARTED = "apps:run:started"
    ENDED = "apps:run:ended"
    STOPPED = "apps:run:stopped"
    PICKED = "apps:run:picked"
    DELETED = "apps:run:deleted"
    LENT = "apps:lending:begun"
    LENDING_ENDED = "apps:lending:ended"
    TEMPLATE_CHANGED = "apps:prompt_template:edited"
    TEMPLATE_DELETED = "apps:prompt_template:deleted"
    TERMS_CHANGED = "apps:term_list:edited"


class TeamEvent(StrEnum):
    """Kinds of event; the object is the team."""

    FORMED = "apps:team:added"
    RENAMED = "apps:team:renamed"
    MEMBER_ADDED = "apps:team:member_added"
    MEMBER_CHANGED = "apps:team:member_changed"
    MEMBER_REMOVED = "apps:team:member_removed"


class MakingEvent(StrEnum):
    """Kinds of event; the object is the app that people made, whatever its version."""

    BEGUN = "apps:made_app:added"
    SAVED = "apps:made_app:edited"
    TRIED = "apps:made_app:tried"
    SUBMITTED = "apps:made_app:submitted"
    RECALLED = "apps:made_app:recalled"
    RETURNED = "apps:made_app:returned"
    PUBLISHED = "apps:made_app:published"
    SHARED = "apps:made_app:shared"
    WITHDRAWN = "apps:made_app:withdrawn"
    RETIREMENT_SET = "apps:made_app:retirement_set"
    OFFERED = "apps:made_app:transfer_offered"
    TAKEN_OVER = "apps:made_app:transferred"
    DECLINED = "apps:made_app:transfer_declined"
    EXPORTED = "apps:made_app:exported"
    DELETED = "apps:made_app:deleted"
