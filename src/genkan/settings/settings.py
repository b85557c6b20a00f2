"""The settings of one installation."""

from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from genkan.settings.errors import MailPasswordInTheClear, PasswordInTheClear, SettingInvalid


class Settings(BaseSettings):
    """Every setting with its default; ``docs/reference/settings.md`` lists them for operators."""

    model_config = SettingsConfigDict(env_prefix="GENKAN_", frozen=True, extra="forbid")

    data_folder: Path = Field(
        Path("genkan-data"), description="Folder for the database, the index and files."
    )
    database_url: str = Field("", description="SQLAlchemy URL; empty means SQLite in the data folder.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on.")
    public_address: str = Field("", description="Address staff type, such as https://genkan.example.go.jp.")
    trusted_proxies: str = Field(
        "127.0.0.1",
        description="Addresses of reverse proxies whose X-Forwarded headers are believed, separated by commas.",
    )
    language: Literal["ja", "en"] = Field(
        "ja", description="Language of the command line and of new visitors."
    )
    session_hours: int = Field(12, ge=1, le=168, description="Hours after which a sign-in ends.")
    valkey_url: str = Field(
        "",
        pattern=r"^$|^(valkeys?|rediss?|unix)://.",
        description="Address of a Valkey or Redis server that counts calls in flight for all processes; empty means each process uses its share.",
    )
    queue_length: int = Field(
        1_000, ge=1, le=100_000, description="Calls that may wait for one model in one process."
    )
    queue_seconds: int = Field(
        60, ge=1, le=600, description="Seconds that a call waits at most for its turn."
    )
    reads_per_minute: int = Field(
        600,
        ge=1,
        le=1_000_000,
        description="Searches and readings of regulations by API and MCP that one key or person may make in a minute, all processes together where Valkey counts, else in each; a text to be checked counts once for 5,000 characters.",
    )
    metrics_token: SecretStr = Field(
        SecretStr(""),
        description="Secret that lets other machines read /metrics as a bearer token; empty lets only this machine.",
    )
    otlp_endpoint: str = Field(
        "",
        pattern=r"^$|^https?://.",
        description="Address of an OpenTelemetry collector (OTLP over HTTP) that gets traces of calls; empty sends none.",
    )
    law_api: str = Field(
        "https://laws.e-gov.go.jp/api/2",
        pattern=r"^https?://.",
        description="Address of the e-Gov law API, version 2, that `genkan knowledge update-laws` asks.",
    )
    diet_api: str = Field(
        "",
        pattern=r"^$|^https?://.",
        description="Address of the Diet records API, such as https://kokkai.ndl.go.jp/api, to which the app 国会答弁検索 sends the words that are looked for; empty asks nobody, and files are searched.",
    )
    fetch_private_addresses: bool = Field(
        False,
        description="Whether other services may be fetched from in private networks, such as a mirror of the law API.",
    )
    applicants_private_addresses: bool = Field(
        False,
        description="Whether the deployment that an applicant declares may be checked in private networks, without https where no key is sent; never on the machine itself.",
    )
    app_secret: SecretStr = Field(
        SecretStr(""),
        description="Secret by which keys of external apps are sealed and their users get pseudonyms, the same on every machine; empty means one that is made in the data folder.",
    )
    watch_seconds: int = Field(
        10, ge=2, le=3600, description="Seconds between two looks into the watched folders."
    )
    mail_pull_seconds: int = Field(
        60, ge=5, le=86_400, description="Seconds between two looks into the mailboxes for inquiries."
    )
    form_letters_per_hour: int = Field(
        600,
        ge=1,
        le=1_000_000,
        description="Letters that the public form of one organisation takes within an hour, from everybody together; beyond them it asks to come again later.",
    )
    form_letters_per_site: int = Field(
        100,
        ge=1,
        le=1_000_000,
        description="Letters within an hour from one site with IPv6 (a /48 network); one line, a /64 network or an address of IPv4, sends 20.",
    )
    index_shared_folder: Path | None = Field(
        None,
        description="Folder on shared storage where machines publish the search index for one another; empty means each machine builds its own.",
    )
    opensearch_url: str = Field(
        "",
        pattern=r"^$|^https?://[^@]+$",
        description="Address of an OpenSearch cluster that holds the search index, for corpora beyond one machine; with a password it begins with https:// unless it is on this machine; empty means Tantivy in the data folder.",
    )
    opensearch_user: str = Field(
        "", description="User at the OpenSearch cluster; empty means none is needed."
    )
    opensearch_password: SecretStr = Field(
        SecretStr(""), description="Password of the user at the OpenSearch cluster."
    )
    opensearch_certificates: Path | None = Field(
        None,
        description="File of certificate authorities (PEM) that the OpenSearch cluster is known by; empty means those of the system.",
    )
    opensearch_prefix: str = Field(
        "genkan",
        pattern=r"^[a-z][a-z0-9_-]{0,60}$",
        description="Beginning of the names of all indices in the OpenSearch cluster, different for each installation that shares it.",
    )
    scan_address: str = Field(
        "",
        pattern=r"^$|^tcp://[^/@]+$|^unix:///.+$",
        description="Address of a ClamAV daemon, tcp://host:3310 or unix:///run/clamav/clamd.ctl, that looks at every file that comes with an app's form or from an app outside; a file passes only when it says so. Empty means no file is scanned.",
    )
    smtp_host: str = Field(
        "",
        pattern=r"^$|^[A-Za-z0-9.:-]+$",
        description="Mail server (SMTP) that takes the e-mail of the inquiry desk to citizens; empty means none is sent and it waits.",
    )
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of the mail server.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls",
        description="How the line to the mail server is encrypted: starttls (port 587), tls (port 465), or none, which takes no password unless the server is on this machine.",
    )
    smtp_user: str = Field("", description="User at the mail server; empty means none is needed.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Password of the user at the mail server.")
    smtp_password_file: Path | None = Field(
        None,
        description="File that holds the password of the user at the mail server, instead of GENKAN_SMTP_PASSWORD.",
    )
    smtp_certificates: Path | None = Field(
        None,
        description="File of certificate authorities (PEM) that the mail server is known by; empty means those of the system.",
    )
    smtp_sender: str = Field(
        "",
        pattern=r"^$|^[^@\s<>]+@[A-Za-z0-9.-]+$",
        description="Address from which e-mail is sent for organisations that have set none of their own.",
    )
    run_days: int = Field(
        90,
        ge=1,
        le=36_500,
        description="Days after which the run of an app is erased with what was put in, its files and its output.",
    )
    sample: bool = Field(True, description="Load the fictional sample organisation into an empty database.")

    @model_validator(mode="after")
    def _keeps_the_password_secret(self) -> Self:
        address = self.opensearch_url
        if self.opensearch_password.get_secret_value() and not _is_kept_from_others(address):
            raise PasswordInTheClear(name="GENKAN_OPENSEARCH_URL")
        is_near = _is_kept_from_others(f"http://{self.smtp_host}")
        if self.smtp_user and self.smtp_security == "none" and not is_near:
            raise MailPasswordInTheClear(name="GENKAN_SMTP_SECURITY")
        return self

    @property
    def database(self) -> str:
        """The database URL in force, with an async driver."""
        if not self.database_url:
            return f"sqlite+aiosqlite:///{self.data_folder.resolve() / 'genkan.sqlite3'}"
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def smtp_secret(self) -> str:
        """The password at the mail server, from its file where one is named. Raises ``SettingInvalid``."""
        if self.smtp_password_file is None:
            return self.smtp_password.get_secret_value()
        try:
            return self.smtp_password_file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingInvalid(name="GENKAN_SMTP_PASSWORD_FILE") from error

    @property
    def address(self) -> str:
        """The address that staff open in a browser."""
        return (self.public_address or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def cookies_are_secure(self) -> bool:
        """Whether cookies may only travel over https."""
        return self.address.startswith("https://")


def _is_kept_from_others(address: str) -> bool:
    """Whether what is sent to an address is encrypted or stays on this machine; also where there is none."""
    if not address.startswith("http://"):
        return True
    try:
        host = urlsplit(address).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def load_settings(**given: object) -> Settings:
    """The settings of the environment, ``given`` ones first; raises :class:`SettingInvalid`."""
    try:
        return Settings(**given)  # pyright: ignore[reportArgumentType]
    except ValidationError as error:
        name = "GENKAN_" + "_".join(map(str, error.errors()[0]["loc"])).upper()
        raise SettingInvalid(name=name) from error
