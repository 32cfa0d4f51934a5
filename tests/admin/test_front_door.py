"""Which requests come in at all, and with what headers they are answered."""

import pytest

from config import Config, ConfigError, load
from tests.conftest import new_key


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "192.168.1.10:8000", "[::1]:8000"])
def test_the_machine_answers_to_its_own_names_and_to_addresses(app, host):
    assert app.test_client().get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:8000", "[", ""])
@pytest.mark.parametrize("path", ["/", "/api/openapi.json", "/socket.io/?EIO=4&transport=polling"])
def test_a_name_that_is_not_ours_is_refused_everywhere(app, host, path):
    answer = app.test_client().get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert answer.json["error"]["code"] == "host"


def test_a_forwarded_host_is_a_strangers_claim(app):
    answer = app.test_client().get("/kiosk", headers={"Host": "evil.example", "X-Forwarded-Host": "localhost"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_an_act_from_another_site_is_refused(kiosk, certification, headers):
    answer = kiosk.post(
        "/api/tickets", json={"service": certification.id}, headers={"Idempotency-Key": new_key(), **headers}
    )
    assert (answer.status_code, answer.json["error"]["code"]) == (403, "origin")


def test_an_act_from_our_own_page_is_taken(kiosk, certification):
    headers = {"Idempotency-Key": new_key(), "Origin": "http://localhost"}
    assert kiosk.post("/api/tickets", json={"service": certification.id}, headers=headers).status_code == 201


def test_a_socket_from_another_site_is_refused(app):
    answer = app.test_client().get(
        "/socket.io/?EIO=4&transport=polling", headers={"Origin": "http://evil.example", "Host": "localhost"}
    )
    assert answer.status_code == 400


def test_a_page_may_load_nothing_from_elsewhere_and_is_kept_by_nobody(app):
    answer = app.test_client().get("/")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("setting", "text", "said"),
    [
        ("MOTCUA_PORT", "0", "choose 1 to 65535"),
        ("MOTCUA_PORT", "many", "a whole number"),
        ("MOTCUA_SESSION_HOURS", "0", "choose 1 to"),
        ("MOTCUA_DATABASE", "mysql://x", "sqlite:///path or postgresql://"),
        ("MOTCUA_REDIS", "redis://10.0.0.1/0", "set database to PostgreSQL"),
        ("MOTCUA_BEHIND_PROXY", "perhaps", "true or false"),
    ],
)
def test_a_setting_that_cannot_be_used_refuses_the_start(tmp_path, setting, text, said):
    with pytest.raises(ConfigError, match=said):
        load(tmp_path, {setting: text})


@pytest.mark.parametrize(
    ("text", "said"),
    [("prot = 8000", "unknown setting 'prot'"), ('port = "8000"', "of type int"), ("port = ", "config.toml")],
)
def test_a_settings_file_that_cannot_be_used_names_itself_and_what_is_allowed(tmp_path, text, said):
    (tmp_path / "config.toml").write_text(text)
    with pytest.raises(ConfigError, match=said):
        load(tmp_path, {})


def test_the_environment_wins_over_the_file(tmp_path):
    (tmp_path / "config.toml").write_text("port = 8001\nallowed_hosts = ['hcc']\n")
    config = load(tmp_path, {"MOTCUA_PORT": "8002"})
    assert config == Config(instance=tmp_path, port=8002, allowed_hosts=["hcc"])
