"""nginx as a plain reverse proxy, started from a temporary folder without root: what carrying alone costs."""

import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from gateway.processes import Served, free_port, running

CONFIGURATION = """
daemon off;
worker_processes {workers};
worker_rlimit_nofile 20000;
pid {folder}/pid;
error_log {folder}/errors;
events {{ worker_connections 15000; }}
http {{
  access_log off;
  keepalive_requests 1000000000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  upstream endpoint {{ server {upstream}; keepalive 6000; keepalive_requests 1000000000; }}
  server {{
    listen 127.0.0.1:{port} backlog=8192;
    location / {{
      proxy_pass http://endpoint;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
      proxy_read_timeout 60s;
    }}
  }}
}}
"""


def missing() -> str | None:
    """Why it cannot be measured here."""
    return None if _program() else "nginx is not installed (Debian: apt-get install nginx-light)"


@contextmanager
def serve(folder: Path, upstream_url: str, *, workers: int) -> Generator[Served, None, None]:
    """From the first answer until the block ends."""
    port, program = free_port(), _program()
    with tempfile.TemporaryDirectory(dir=folder) as own:
        configuration = Path(own) / "nginx.conf"
        upstream = urlsplit(upstream_url).netloc
        configuration.write_text(
            CONFIGURATION.format(folder=own, upstream=upstream, port=port, workers=workers)
        )
        command = [str(program), "-p", own, "-c", str(configuration), "-e", f"{own}/errors"]
        with running(command, port, log=folder / "nginx.log") as process:
            url = f"http://127.0.0.1:{port}/v1"
            yield Served(urls=(url,), key="none", model="benchmark-model", processes=(process,))


def _program() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
