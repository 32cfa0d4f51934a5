"""Every setting of the installation, with its unit and its default. What a centre decides is in models.centre.

Read from `config.toml` in the instance folder, then from the environment (`MOTCUA_PORT=8001`). A setting that is
unknown, of the wrong type or out of range refuses the start and says where it stands and what is allowed.
"""

import os
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class ConfigError(Exception):
    """The installation's settings cannot be used; the message says which, where, and what is allowed."""


@dataclass(frozen=True)
class Config:
    """The installation's settings."""

    instance: Path  # folder of everything that is not code: database, papers, recorded voice
    host: str = "0.0.0.0"  # address to listen on; 127.0.0.1: this machine only
    port: int = 8000
    database: str = ""  # URL; empty: sqlite in the instance folder
    redis: str = ""  # URL of the message queue when several processes serve; empty: one process
    allowed_hosts: list[str] = field(default_factory=list)  # names, besides this machine's own, that browsers may use
    behind_proxy: bool = False  # trust X-Forwarded-* of one reverse proxy
    secure_cookies: bool = False  # True once the centre is served over HTTPS
    sample: str = "sample/binh-minh"  # folder of the centre that an empty database begins with; "": one made on /setup
    trust_own_pc: bool = True  # a browser on the server's own PC is a device of its only centre
    session_hours: int = 12  # after which an officer signs in again
    sign_in_limit: str = "10 per minute"  # tries per account, and five times as many per address
    sockets_per_address: int = 200  # open at once; more where all phones come through one router's address
    test_hooks: bool = False  # True: `?ux=1` shows a screen's insides to tests, as window.__ux
    phone_limit: str = "60 per minute"  # tokens that do not exist, per address
    booking_limit: str = "30 per hour"  # numbers booked, per address
    trial: bool = False  # a simulated day, thrown away at its end; `demo` serves it beside the real centre

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.instance / 'mot-cua.sqlite3'}"


def load(instance: Path, environ: dict[str, str] | None = None, **overrides) -> Config:
    """The settings of the instance folder, the environment, then `overrides`. Raises ConfigError."""
    environ = dict(os.environ) if environ is None else environ
    path = instance / "config.toml"
    values: dict = {}
    if path.exists():
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: {error}. Example: port = 8000") from error
    for known in fields(Config):
        name = f"MOTCUA_{known.name.upper()}"
        if known.name != "instance" and name in environ:
            values[known.name] = _from_text(name, environ[name], known.type)
    values |= overrides
    return _checked(Config(instance=instance, **_known(values, path)))


def _from_text(name: str, text: str, kind):
    kind = getattr(kind, "__name__", str(kind))
    if kind == "int":
        try:
            return int(text)
        except ValueError:
            raise ConfigError(f"{name}={text!r}: a whole number is needed, for example 8000") from None
    if kind == "bool":
        if text.lower() not in ("0", "1", "true", "false"):
            raise ConfigError(f"{name}={text!r}: use true or false")
        return text.lower() in ("1", "true")
    return [part.strip() for part in text.split(",") if part.strip()] if kind.startswith("list") else text


def _known(values: dict, path: Path) -> dict:
    kinds = {known.name: known for known in fields(Config)}
    for key, value in values.items():
        if key not in kinds or key == "instance":
            raise ConfigError(f"{path}: unknown setting {key!r}. Known: {', '.join(sorted(set(kinds) - {'instance'}))}")
        wanted = {"int": int, "bool": bool, "str": str}.get(getattr(kinds[key].type, "__name__", ""), list)
        if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
            raise ConfigError(f"{path}: {key} = {value!r}: a value of type {wanted.__name__} is needed")
    return values


def _checked(config: Config) -> Config:
    if not 1 <= config.port <= 65535:
        raise ConfigError(f"port = {config.port}: choose 1 to 65535, for example 8000")
    if not 1 <= config.session_hours <= 876_000:
        raise ConfigError(f"session_hours = {config.session_hours}: choose 1 to 876000, for example 12")
    if config.sockets_per_address < 1:
        raise ConfigError(f"sockets_per_address = {config.sockets_per_address}: choose 1 or more, for example 200")
    if not config.database_url.startswith(("sqlite:///", "postgresql://")):
        raise ConfigError(f"database = {config.database!r}: use sqlite:///path or postgresql://user:password@host/name")
    if config.redis and config.database_url.startswith("sqlite"):
        raise ConfigError("redis is for several processes, and SQLite is for one: set database to PostgreSQL first")
    if config.redis and not any(host in config.redis for host in LOOPBACK) and "@" not in config.redis:
        raise ConfigError("redis: a server on the network needs a password: redis://:password@host:6379/0")
    return config
