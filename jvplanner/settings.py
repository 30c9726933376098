"""Everything that can be set from outside, read once from the environment."""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import SplitResult, urlsplit

PREFIX = "JVPLANNER_"
SHORTEST_SECRET = 32
DATABASES = ("sqlite", "postgresql+psycopg")


class BadSetting(ValueError):
    """A setting is missing or cannot be used; str() is one line that says what to do."""


@dataclass(frozen=True)
class Settings:
    """One installation's settings. README's table is held against the help texts by a test."""

    env: str = field(
        default="development",
        metadata={"help": "`development`, or `production` for the strict rules of a real server"},
    )
    secret_key: str = field(
        default="",
        repr=False,
        metadata={
            "help": "At least 32 random characters; signs sessions and private links. "
            "Made once in development, required in production"
        },
    )
    old_secret_keys: str = field(
        default="",
        repr=False,
        metadata={"help": "Earlier keys, separated by spaces, kept until their links expire"},
    )
    database_url: str = field(
        default="",
        repr=False,
        metadata={"help": "`postgresql://…` or `sqlite:///…`; empty means SQLite in `DATA_DIR`"},
    )
    base_url: str = field(
        default="http://127.0.0.1:8000",
        metadata={
            "help": "The address by which people reach it; used in letters and QR codes. "
            "Required in production, where it should begin with https://"
        },
    )
    data_dir: Path = field(
        default=Path("var"), metadata={"help": "Folder of the embedded database"}
    )
    smtp_url: str = field(
        default="",
        repr=False,
        metadata={
            "help": "`smtp://user:password@host:587` (STARTTLS when offered), `smtps://…` (TLS); "
            "empty means letters wait to be sent by hand"
        },
    )
    mail_from: str = field(
        default="", metadata={"help": "The sender's address on letters; required with `SMTP_URL`"}
    )
    proxies: int = field(
        default=0,
        metadata={"help": "How many trusted proxies stand in front; only then is their word read"},
    )
    redis_url: str = field(
        default="",
        repr=False,
        metadata={"help": "Shared counters for rate limits; needed for more than one web process"},
    )

    def __post_init__(self) -> None:
        if self.env not in ("development", "production"):
            raise BadSetting(f"{PREFIX}ENV is {self.env!r}: use development or production.")
        base = _address(self.base_url)
        if (
            base is None
            or base.scheme not in ("http", "https")
            or base.path.strip("/")
            or base.query
        ):
            raise BadSetting(
                f"{PREFIX}BASE_URL is {self.base_url!r}: use an address like https://plan.example."
            )
        object.__setattr__(self, "base_url", self.base_url.rstrip("/"))
        self._check_servers()
        if self.smtp_url and "@" not in self.mail_from:
            raise BadSetting(f"{PREFIX}MAIL_FROM must be an e-mail address when mail is sent.")
        if self.proxies < 0:
            raise BadSetting(f"{PREFIX}PROXIES is {self.proxies}: use 0 or more.")
        if self.is_production and len(self.secret_key) < SHORTEST_SECRET:
            raise BadSetting(
                f"{PREFIX}SECRET_KEY must be set to at least {SHORTEST_SECRET} random characters "
                "in production."
            )

    def _check_servers(self) -> None:
        for name, schemes in (("smtp_url", ("smtp", "smtps")), ("redis_url", ("redis", "rediss"))):
            text = getattr(self, name)
            address = _address(text)
            if text and (address is None or address.scheme not in schemes):
                raise BadSetting(
                    f"{PREFIX}{name.upper()} must begin with {schemes[0]}:// or {schemes[1]}:// "
                    "and name a server."
                )
        if self.database.partition("://")[0] not in DATABASES or not _has_port(self.database):
            raise BadSetting(
                f"{PREFIX}DATABASE_URL must begin with postgresql:// or sqlite:///, or be empty; "
                "a port is a number up to 65535."
            )

    def doubts(self, web_processes: int) -> Iterator[str]:
        """Yield what is probably not meant, each in one line that says what to do."""
        if web_processes > 1 and not self.redis_url:
            yield (
                f"Rate limits are counted in each of {web_processes} web processes by itself, so "
                f"more is let through. Set {PREFIX}REDIS_URL, or serve with --workers 1."
            )
        if self.is_production and not self.is_https:
            yield (
                f"{PREFIX}BASE_URL begins with http://, so nothing is protected on its way. "
                "Put a TLS proxy in front and let it begin with https://."
            )
        if self.is_production and self.is_https and not self.proxies:
            yield (
                f"{PREFIX}PROXIES is 0, so rate limits take everybody behind the TLS proxy for one "
                "person. Set it to the number of proxies in front."
            )

    def make_data_dir(self) -> None:
        """Make the folder of the embedded database, if that is used; raises BadSetting."""
        if not self.database_url:
            _make_folder(self.data_dir)

    @property
    def is_production(self) -> bool:
        return self.env == "production"

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def database(self) -> str:
        """Return the SQLAlchemy address of the database, with the driver that we ship."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir.resolve() / 'jvplanner.db'}"
        for scheme in ("postgresql://", "postgres://"):
            if self.database_url.startswith(scheme):
                return "postgresql+psycopg://" + self.database_url.removeprefix(scheme)
        return self.database_url

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """Return the current key first, then the earlier ones."""
        return (self.secret_key, *self.old_secret_keys.split())


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; a missing development key is made once in the data folder.

    Raises BadSetting with one clear line when a value cannot be used.
    """
    given: dict[str, object] = {}
    for setting in fields(Settings):
        text = environment.get(PREFIX + setting.name.upper(), "").strip()
        if text:
            given[setting.name] = _parsed(setting.name, text)
    in_production = given.get("env") == "production"
    if not in_production and "secret_key" not in given:
        folder = given.get("data_dir", Settings.data_dir)
        given["secret_key"] = _development_key(Path(str(folder)))
    settings = Settings(**given)  # type: ignore[arg-type]
    if in_production and "base_url" not in given:
        raise BadSetting(
            f"{PREFIX}BASE_URL must be set in production: letters and QR codes carry it."
        )
    return settings


def _address(text: str) -> SplitResult | None:
    """Return the parts of an address with a server in it; None for what is none."""
    try:
        parts = urlsplit(text)
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def _parsed(name: str, text: str) -> object:
    if name == "proxies":
        if not text.isdecimal():
            raise BadSetting(f"{PREFIX}PROXIES is {text!r}: use a whole number.")
        return int(text)
    return Path(text) if name == "data_dir" else text


def _has_port(address: str) -> bool:
    """Tell whether the port in an address is one, if there is any."""
    try:
        server = address.partition("://")[2].rpartition("@")[2]
        return urlsplit(f"//{server}").port != 0
    except ValueError:
        return False


def _development_key(folder: Path) -> str:
    path = folder / "secret-key"
    _make_folder(folder)
    try:
        # Whole before it has its name, so that a process that starts beside us reads all of it.
        with NamedTemporaryFile("w", dir=folder, prefix=".secret-key-") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            with suppress(FileExistsError):
                os.link(file.name, path)
    except OSError as problem:
        raise _unwritable(folder, problem) from None
    return path.read_text().strip()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _unwritable(folder, problem) from None


def _unwritable(folder: Path, problem: OSError) -> BadSetting:
    return BadSetting(f"{PREFIX}DATA_DIR {str(folder)!r} cannot be written: {problem}.")
