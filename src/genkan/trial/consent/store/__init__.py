"""The records of consent."""

from genkan.trial.consent.store.consents import Consent, find_consent, keep_consent

__all__ = ["Consent", "find_consent", "keep_consent"]
