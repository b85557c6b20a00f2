"""An account of a vendor (応募者アカウント): one for each company, apart from the accounts of staff."""

from dataclasses import dataclass
from datetime import datetime

LONGEST_COMPANY = 100
LONGEST_NAME = 100
LONGEST_EMAIL = 200


@dataclass(frozen=True, slots=True)
class Vendor:
    """``organisation_id`` is the office that opened the account; ``sign_in_name`` an address of e-mail."""

    id: str
    organisation_id: str
    company: str
    name: str
    sign_in_name: str
    active: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class VendorLink:
    """A link by which the contact of a vendor sets the password once."""

    id: str
    vendor_id: str
    created_at: datetime
    expires_at: datetime
