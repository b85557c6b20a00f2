"""Which media types the ending of a name stands for, and what people call a media type."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
_TEXT = ("text/*", "application/json", "application/xml", "image/svg+xml")
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def ending_types(ending: str) -> tuple[str, ...]:
    """The media types of a file whose name ends so, in small letters; empty where the ending says nothing."""
    return _ENDINGS.get(ending, ())


def spoken_kind(media_type: str) -> str:
    """A short name that is the same in every language, such as ``PDF``."""
    if media_type in _SPOKEN:
        return _SPOKEN[media_type]
    return media_type.rpartition("/")[2].removeprefix("x-").upper()


_ENDINGS: dict[str, tuple[str, ...]] = {
    ".pdf": ("application/pdf",),
    ".docx": (f"{_OFFICE}wordprocessingml.document",),
    ".docm": ("application/vnd.ms-word.document.macroenabled.12",),
    ".xlsx": (f"{_OFFICE}spreadsheetml.sheet",),
    ".xlsm": ("application/vnd.ms-excel.sheet.macroenabled.12",),
    ".pptx": (f"{_OFFICE}presentationml.presentation",),
    ".pptm": ("application/vnd.ms-powerpoint.presentation.macroenabled.12",),
    ".doc": ("application/msword", "application/x-ole-storage", "application/rtf"),
    ".xls": ("application/vnd.ms-excel", "application/x-ole-storage"),
    ".ppt": ("application/vnd.ms-powerpoint", "application/x-ole-storage"),
    ".odt": (f"{_OPEN_DOCUMENT}text",),
    ".ods": (f"{_OPEN_DOCUMENT}spreadsheet",),
    ".odp": (f"{_OPEN_DOCUMENT}presentation",),
    ".rtf": ("application/rtf",),
    ".zip": ("application/zip",),
    ".png": ("image/png",),
    ".jpg": ("image/jpeg",),
    ".jpeg": ("image/jpeg",),
    ".gif": ("image/gif",),
    ".webp": ("image/webp",),
    ".bmp": ("image/bmp",),
    ".tif": ("image/tiff",),
    ".tiff": ("image/tiff",),
    ".heic": ("image/heic", "image/heif"),
    ".svg": ("image/svg+xml",),
    ".mp3": ("audio/mpeg",),
    ".m4a": ("audio/mp4", "video/mp4"),
    ".aac": ("audio/aac",),
    ".wav": ("audio/wav",),
    ".flac": ("audio/flac",),
    ".ogg": ("audio/ogg",),
    ".mp4": ("video/mp4", "audio/mp4"),
    ".mov": ("video/quicktime", "video/mp4"),
    ".webm": ("video/webm",),
    ".avi": ("video/x-msvideo",),
    ".wmv": ("video/x-ms-asf",),
    ".html": ("text/*", "application/xml"),
    ".htm": ("text/*", "application/xml"),
    ".xml": ("application/xml", "text/*", "image/svg+xml"),
    ".json": ("application/json",),
    ".csv": _TEXT,
    ".tsv": _TEXT,
    ".txt": _TEXT,
    ".md": _TEXT,
    ".markdown": _TEXT,
}
_SPOKEN = {
    f"{_OFFICE}wordprocessingml.document": "Word",
    "application/vnd.ms-word.document.macroEnabled.12": "Word (.docm)",
    f"{_OFFICE}spreadsheetml.sheet": "Excel",
    "application/vnd.ms-excel.sheet.macroEnabled.12": "Excel (.xlsm)",
    f"{_OFFICE}presentationml.presentation": "PowerPoint",
    "application/vnd.ms-powerpoint.presentation.macroEnabled.12": "PowerPoint (.pptm)",
    "application/msword": "Word (.doc)",
    "application/vnd.ms-excel": "Excel (.xls)",
    "application/vnd.ms-powerpoint": "PowerPoint (.ppt)",
    "application/x-ole-storage": "Office",
    "application/vnd.microsoft.portable-executable": "Windows (.exe)",
    "application/x-executable": "Linux (ELF)",
    "application/octet-stream": "data",
    "image/svg+xml": "SVG",
    "audio/mpeg": "MP3",
    "audio/mp4": "M4A",
    "text/plain": "text",
    "text/markdown": "Markdown",
}
