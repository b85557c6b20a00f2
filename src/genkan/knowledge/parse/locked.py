"""Whether a file is locked with a password (パスワードの設定)."""

import re

# The dictionary that names it is never encrypted or compressed itself.
_PROTECTED = re.compile(rb"/Encrypt[\s<]")


def may_be_locked(content: bytes) -> bool:
    """Whether it is a PDF that is protected in some way: many of those only say that nobody may print them."""
    return b"%PDF-" in content[:1024] and _PROTECTED.search(content) is not None


def wants_password(content: bytes) -> bool:
    """Whether a PDF cannot be opened without a password; one that is damaged wants none. Enters the reader of PDF."""
    from genkan.knowledge.parse.pdf import opens

    return not opens(content)
