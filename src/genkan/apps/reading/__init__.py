"""Reading long texts in parts: the plan, and nothing left out."""

from genkan.apps.reading.plan import Part, ReadingPlan, plan_reading

__all__ = ["Part", "ReadingPlan", "plan_reading"]
