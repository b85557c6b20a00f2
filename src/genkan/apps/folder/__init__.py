"""Apps as folders of data: reading them strictly."""

from genkan.apps.folder.errors import AppFolderInvalid
from genkan.apps.folder.reading import read_app

__all__ = ["AppFolderInvalid", "read_app"]
