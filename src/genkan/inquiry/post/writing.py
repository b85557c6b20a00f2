"""A letter as it is written for the line: headers that hold one line each, and a text that any reader can show."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from genkan.inquiry.post.mail import Mail
from genkan.inquiry.post.store.senders import Sender


def written(mail: Mail, *, sender: Sender, now: datetime) -> bytes:
    """The whole message. The same letter has the same Message-ID at every try, so that a second one shows as such.

    Raises ``ValueError`` where a line end stands in a header, which nothing that is kept has.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = formataddr((sender.name, sender.address))
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{mail.id}@{sender.address.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text, charset="utf-8", cte="base64")
    return message.as_bytes()
