"""Business days of Japanese government offices."""

from genkan.inquiry.calendar.business_days import business_days_until, is_business_day, nth_business_day

__all__ = ["business_days_until", "is_business_day", "nth_business_day"]
