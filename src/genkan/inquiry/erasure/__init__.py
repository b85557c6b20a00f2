"""Citizens ask that what is known of them be erased, and cases that are old enough lose it by themselves."""

from genkan.inquiry.erasure.erasing import Erasing
from genkan.inquiry.erasure.request import ErasureRequest, RequestState
from genkan.inquiry.erasure.retention import ERASE_OLD_CASES, Retention

__all__ = ["ERASE_OLD_CASES", "Erasing", "ErasureRequest", "RequestState", "Retention"]
