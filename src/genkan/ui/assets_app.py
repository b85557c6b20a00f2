"""Style sheets and scripts, served from memory under addresses that change with their content."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from genkan.ui.errors import AssetsNotBuilt, UnknownAsset

ASSETS_PATH = "/assets"
_FOLDER = Path(__file__).parent / "assets"
_FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class _Asset:
    content: bytes
    compressed: bytes
    media_type: str
    digest: str


class Assets:
    """The files the build made, read once; ``AssetsNotBuilt`` when there are none."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        paths = sorted(
            path for path in folder.glob("*") if path.is_file() and path.suffix in {".css", ".js", ".svg"}
        )
        if not paths:
            raise AssetsNotBuilt(name=str(folder))
        self._assets = {path.name: _read(path) for path in paths}
        digests = "".join(asset.digest for asset in self._assets.values())
        self.version = hashlib.sha256(digests.encode()).hexdigest()[:12]
        """Twelve hexadecimal digits that change when any file changes."""

    def url(self, name: str) -> str:
        """The address of a file, valid as long as its content; ``UnknownAsset`` for a wrong name."""
        if name not in self._assets:
            raise UnknownAsset(name=name)
        return f"{ASSETS_PATH}/{self._assets[name].digest}/{name}"

    def compressed_sizes(self) -> dict[str, int]:
        """Bytes that travel for each file."""
        return {name: len(asset.compressed) for name, asset in self._assets.items()}

    def app(self) -> Router:
        """The ASGI application to mount at ``ASSETS_PATH``."""
        return Router([Route("/{digest}/{name}", self._serve, methods=["GET"])])

    async def _serve(self, request: Request) -> Response:
        asset = self._assets.get(request.path_params["name"])
        if asset is None or asset.digest != request.path_params["digest"]:
            return Response(status_code=404)
        headers = {"cache-control": _FOREVER, "vary": "accept-encoding", "x-content-type-options": "nosniff"}
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(asset.content, media_type=asset.media_type, headers=headers)
        return Response(
            asset.compressed, media_type=asset.media_type, headers={**headers, "content-encoding": "gzip"}
        )


def _read(path: Path) -> _Asset:
    content = path.read_bytes()
    media_type = mimetypes.types_map.get(path.suffix, "application/octet-stream")
    return _Asset(
        content=content,
        compressed=gzip.compress(content, 9, mtime=0),
        media_type="text/javascript" if path.suffix == ".js" else media_type,
        digest=hashlib.sha256(content).hexdigest()[:12],
    )
