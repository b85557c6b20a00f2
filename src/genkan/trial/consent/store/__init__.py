"""The records of consent."""

from genkan.trial.consent.store.consents import (
    Consent,
    agrees_now,
    find_consent,
    has_agreed,
    keep_consent,
    texts_in_force,
)

__all__ = ["Consent", "agrees_now", "find_consent", "has_agreed", "keep_consent", "texts_in_force"]
