"""What the documents say is what the code has: every message, setting, target, package and decision it names."""

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from admin.console import SCREENS
from config import Config
from models.centre import Centre
from translations.merge import english

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / name for name in ("README.md", "README.vi.md", "CHANGELOG.md", "CONTRIBUTING.md")]
DOCUMENTS += sorted((ROOT / "docs").glob("*.md"))
HOUSES = ("README.md", "README.vi.md")
ROOMS = sorted({path.parent.name for path in ROOT.glob("[a-z]*/*.py")} - {"tests", "translations"})
HOMES = ("", "static", "templates")  # where a file that a document names is looked for
BESIDE = ("docs", "requirements", "sample", "static", "templates", "tests", "translations")  # folders of other things
NOT_SETTINGS = {"id", "business_day", "call_sequence", "setup_step"}  # what the centre remembers, and nobody sets
NOT_SETTINGS |= {"backup_salt", "backup_key"}  # what is made of a passphrase
THE_LINE_ITSELF = {"connect", "disconnect", "connect_error"}


def words(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def messages() -> Iterator[tuple[str, str]]:
    """(namespace, event) of all that is emitted or listened to, on the server and in its screens."""
    for path in sorted(ROOT.glob("*/live.py")):
        code = path.read_text(encoding="utf-8")
        [namespace] = re.findall(r'^NAMESPACE = "(/\w+)"', code, re.M)
        for event in re.findall(r'socketio\.(?:emit|on)\(\s*"(\w+)"', code):
            yield namespace, event
    for path in sorted((ROOT / "static").glob("*/*.js")):
        code = path.read_text(encoding="utf-8")
        for namespace in re.findall(r'connect\("(/\w+)"', code):
            for event in re.findall(r'\bsocket(?:\.timeout\(\w+\))?\.(?:emit|on)\("(\w+)"', code):
                yield namespace, event


MESSAGES = sorted({message for message in messages() if message[1] not in THE_LINE_ITSELF})


def test_the_messages_are_found_in_the_code():
    assert {("/display", "call"), ("/display", "since"), ("/phone", "place")} <= set(MESSAGES)


@pytest.mark.parametrize(("namespace", "event"), MESSAGES)
def test_every_message_of_a_socket_is_described_under_its_namespace(namespace, event):
    sections = dict(re.findall(r"^## `(/\w+)`\n(.*?)(?=^## |\Z)", words("realtime.md"), re.M | re.S))
    assert re.search(rf"^\| [→←] `{event}` \|", sections[namespace], re.M)


def row_of(setting: str) -> str:
    """The second cell of a setting's row."""
    found = re.search(rf"^\| `{setting}` \| (.+?) \|", words("operating.md"), re.M)
    assert found, f"docs/operating.md has no row for `{setting}`"
    return found[1].strip("`")


def said(default: object) -> str:
    if default == "" or default == []:
        return "empty" if default == "" else "none"
    return str(default).lower() if isinstance(default, bool) else str(default)


@pytest.mark.parametrize(
    "setting", [known for known in fields(Config) if known.name != "instance"], ids=lambda f: f.name
)
def test_every_setting_of_the_installation_is_explained_with_its_default(setting):
    default = setting.default if setting.default is not MISSING else setting.default_factory()
    assert row_of(setting.name) == said(default)


@pytest.mark.parametrize("setting", sorted(set(Centre._meta.fields) - NOT_SETTINGS))
def test_every_setting_of_a_centre_is_explained_with_its_default(setting):
    default = Centre._meta.fields[setting].default
    assert row_of(setting) == ("required" if default is None else said(default))


def test_every_target_of_the_makefile_says_what_it_does():
    targets = re.findall(r"^([a-z]+):(.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert {"run", "test", "bench", "lint", "format"} <= {name for name, _ in targets}
    assert [name for name, rest in targets if not re.search(r"## \S", rest)] == []


@pytest.mark.parametrize("document", HOUSES)
def test_every_folder_and_module_of_the_house_has_its_line(document):
    lines = (ROOT / document).read_text(encoding="utf-8")
    shown = set(re.findall(r"(?:^ {4}| {2})([a-z_]+(?:/|\.py)) ", lines, re.M))
    assert shown == {path.name for path in ROOT.glob("*.py")} | {f"{name}/" for name in (*ROOMS, *BESIDE)}


@pytest.mark.parametrize("document", HOUSES)
def test_every_address_that_a_person_opens_stands_in_the_table(document, whole_app):
    lines = (ROOT / document).read_text(encoding="utf-8")
    shown = set(re.findall(r"^\| http://localhost:8000(/[a-z]*) \|", lines, re.M))
    rules = [rule.rule for rule in whole_app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    assert shown == {address for address in rules if re.fullmatch(r"/[a-z]*", address)}


def test_the_console_names_addresses_that_are_there(whole_app):
    rules = {rule.rule for rule in whole_app.url_map.iter_rules()}
    assert [address for address, *_ in SCREENS if address not in rules] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_of_code_that_a_document_names_is_there(document):
    text = document.read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+/[a-z_0-9/]+\.(?:py|js|css|html|csv|md|sh))`", text))
    assert [name for name in sorted(named) if not any((ROOT / home / name).exists() for home in HOMES)] == []


def cited_decisions() -> set[str]:
    """The headings of docs/decisions.md that comments and docstrings send a reader to."""
    files = [*ROOT.glob("*.py"), *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    cited = (re.findall(r'docs/decisions\.md, ["“]([^"”]+)["”]', path.read_text(encoding="utf-8")) for path in files)
    return {heading for headings in cited for heading in headings}


def test_every_decision_that_the_code_cites_is_there():
    headings = set(re.findall(r"^### (.+)$", words("decisions.md"), re.M))
    assert "Who is next" in cited_decisions()
    assert cited_decisions() - headings == set()


def test_every_decision_says_what_why_and_instead_of_what():
    for decision in words("decisions.md").split("\n### ")[1:]:
        heading, *lines = decision.split("\n## ")[0].strip().splitlines()
        starts = [line.split(":")[0] for line in lines if re.match(r"(What|Why|Instead of):", line)]
        assert starts == ["What", "Why", "Instead of"], heading


@pytest.mark.parametrize("list_", ["runtime.in", "dev.in"])
def test_every_package_that_is_asked_for_has_its_reason(list_):
    lines = (ROOT / "requirements" / list_).read_text(encoding="utf-8").splitlines()
    asked = [re.match(r"[a-z0-9-]+", line) for line in lines if line and line[0] not in "#-"]
    names = [match[0] for match in asked if match]
    assert names
    assert [name for name in names if f"`{name}`" not in words("decisions.md")] == []


@pytest.mark.parametrize("lock", ["runtime.txt", "dev.txt"])
def test_every_package_of_a_lock_has_its_licence_listed(lock):
    pinned = re.findall(r"^([a-z0-9._-]+)(?:\[\w+\])?==", (ROOT / "requirements" / lock).read_text("utf-8"), re.M)
    assert len(pinned) > 20
    assert sorted({name for name in pinned if f"| {name} |" not in words("licences.md")}) == []


@pytest.mark.parametrize("document", HOUSES)
def test_the_first_pages_call_things_on_a_screen_what_the_screen_calls_them(document):
    """What stands between asterisks is written on a screen, in Vietnamese."""
    named = set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", (ROOT / document).read_text("utf-8")))
    assert {"Xác nhận nhập", "A · Quý, kèm biểu theo lĩnh vực"} <= named
    assert named - {vi for _context, vi in english()} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_of_ours_leads_somewhere(document):
    text = document.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text) + re.findall(r'src="([^":]+)"', text)
    assert [link for link in links if not (document.parent / link).exists()] == []
