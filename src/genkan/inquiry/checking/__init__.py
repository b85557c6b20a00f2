"""What a person should see in a reply before it leaves: citations, personal data, promises, tone, official style."""

from genkan.inquiry.checking.finding import Finding, Subject
from genkan.inquiry.checking.reply_checks import ReplyChecks

__all__ = ["Finding", "ReplyChecks", "Subject"]
