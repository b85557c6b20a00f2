"""Certificates for endpoints of a test, made on the spot with the ``openssl`` command."""

import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

_CONFIGURATION = """
[ca]
default_ca = authority
[authority]
database = {folder}/index.txt
new_certs_dir = {folder}
rand_serial = yes
unique_subject = no
default_md = sha256
policy = policy
certificate = {folder}/authority.crt
private_key = {folder}/authority.key
[policy]
commonName = supplied
[leaf]
basicConstraints = CA:FALSE
subjectAltName = {names}
"""
_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


@dataclass(frozen=True)
class Authority:
    """A certificate authority that nobody knows, in a folder of its own."""

    folder: Path

    @property
    def certificate(self) -> Path:
        """What a program trusts that trusts this authority."""
        return self.folder / "authority.crt"

    @classmethod
    def create(cls, folder: Path) -> "Authority":
        """A new one."""
        (folder / "index.txt").touch()
        made = cls(folder)
        made._self_signed("authority", "Authority of the test", "basicConstraints=critical,CA:TRUE")
        return made

    def issue(self, *, names: str = "DNS:localhost", end: str = "20991231235959Z") -> ssl.SSLContext:
        """A server that shows a certificate for these names until this moment."""
        configuration = self.folder / "openssl.cnf"
        configuration.write_text(_CONFIGURATION.format(folder=self.folder, names=names))
        self._openssl("req", *_KEY, "-subj", "/CN=leaf", "-keyout", "leaf.key", "-out", "leaf.csr")
        span = ("-startdate", "20200101000000Z", "-enddate", end)
        of_leaf = ("-extensions", "leaf", "-in", "leaf.csr", "-out", "leaf.crt", "-notext")
        self._openssl("ca", "-batch", "-config", str(configuration), *span, *of_leaf)
        return self._server("leaf")

    def self_signed(self) -> ssl.SSLContext:
        """A server that shows a certificate that nobody else signed."""
        self._self_signed("alone", "localhost", "subjectAltName=DNS:localhost")
        return self._server("alone")

    def _self_signed(self, name: str, subject: str, extension: str) -> None:
        files = ("-keyout", f"{name}.key", "-out", f"{name}.crt")
        self._openssl(
            "req", "-x509", *_KEY, "-days", "2", "-subj", f"/CN={subject}", "-addext", extension, *files
        )

    def _server(self, name: str) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.folder / f"{name}.crt", self.folder / f"{name}.key")
        return context

    def _openssl(self, *arguments: str) -> None:
        done = subprocess.run(
            ["openssl", *arguments], cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
