"""What outside programs do at the door: prove who they are, see the models, and have a request answered."""

from genkan.gateway.programs.programs import Programs
from genkan.gateway.programs.speech import Speech
from genkan.providers import Said

__all__ = ["Programs", "Said", "Speech"]
