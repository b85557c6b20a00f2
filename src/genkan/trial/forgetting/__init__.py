"""What a trial forgets, and when: after the time of keeping, after a withdrawal, and when a person is erased."""

from genkan.trial.forgetting.forgetting import Forgetting, Reason

__all__ = ["Forgetting", "Reason"]
