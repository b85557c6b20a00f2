"""API keys (APIキー): how a program proves which organisation and app it speaks for."""

from genkan.gateway.keys.issuing import TOPIC, issue_key, revoke_key, rotate_key
from genkan.gateway.keys.key import ApiKey, KeyDraft, digest_of

__all__ = ["TOPIC", "ApiKey", "KeyDraft", "digest_of", "issue_key", "revoke_key", "rotate_key"]
