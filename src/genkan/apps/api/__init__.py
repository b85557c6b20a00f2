"""The JSON API of the apps: checking official Japanese."""

from genkan.apps.api.writing import router

__all__ = ["router"]
