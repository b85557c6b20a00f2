"""What outside programs do at the door: prove who they are, see the models, and have a request answered."""

from genkan.gateway.programs.programs import Programs
from genkan.gateway.programs.speech import Speech

__all__ = ["Programs", "Speech"]
