"""Fetch the fonts, the script and the icons that the screens are made of, and what examines them in the tests.

The screens must work with the Internet unplugged, so nothing here runs at a centre: the files are committed.
`vendor.json` says of each package its version, its licence and the sha512 that npm gave for it, and of each
file its sha256. `make vendor` fetches anew and refuses a package that is not the one named.
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
LOCK = HERE / "vendor.json"
ROOT = HERE.parents[1]
ICONS = ROOT / "templates" / "shared" / "_icons.html"

ICONS_HEAD = """\
{#- Icons of lucide-static (ISC, static/vendor/licences/lucide.txt). Written by `make vendor`. -#}
{%- set shapes = {
"""
ICONS_TAIL = """\
} -%}

{#- One icon, as tall as the text beside it. With `label` it is read out; without, it is decoration. -#}
{%- macro icon(name, label=None) -%}
<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" \
stroke-linecap="round" stroke-linejoin="round" focusable="false" \
{% if label %}role="img" aria-label="{{ label }}"{% else %}aria-hidden="true"{% endif %}>{{ shapes[name] | safe }}</svg>
{%- endmacro -%}
"""


def fetch() -> None:
    """Bring every file of `vendor.json`, rewrite its sha256 list and the icon macro. Needs npm and a network.
    Raises SystemExit when a package's contents are not those of its recorded integrity."""
    lock = json.loads(LOCK.read_text())
    shapes: dict[str, str] = {}
    sums: dict[str, str] = {}
    for package in lock["packages"]:
        with tempfile.TemporaryDirectory() as folder, _packed(package, Path(folder)) as tarball:
            for source, target in package["files"].items():
                content = _read(tarball, source)
                (HERE / target).parent.mkdir(parents=True, exist_ok=True)
                (HERE / target).write_bytes(content)
                sums.update(_sum_of(HERE / target))
            for name in package.get("icons", ()):
                shapes[name] = _shapes_of(_read(tarball, f"icons/{name}.svg").decode())
    ICONS.write_text(icon_macro(shapes))
    sums.update(_sum_of(ICONS))
    lock["sha256"] = dict(sorted(sums.items()))
    LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")


def icon_macro(shapes: dict[str, str]) -> str:
    """The text of the icon macro; `shapes` is icon name → the inside of its svg."""
    rows = "".join(f"  {json.dumps(name)}: {json.dumps(shape)},\n" for name, shape in sorted(shapes.items()))
    return ICONS_HEAD + rows + ICONS_TAIL


def _sum_of(path: Path) -> dict[str, str]:
    return {path.resolve().relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()}


def _packed(package: dict, folder: Path) -> tarfile.TarFile:
    """The package's tarball, opened, its sha512 compared with the recorded one."""
    name = f"{package['name']}@{package['version']}"
    command = ["npm", "pack", "--json", "--pack-destination", str(folder), name]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    described = json.loads(answer.stdout)
    filename = (described[0] if isinstance(described, list) else described[name])["filename"]
    path = folder / filename.replace("@", "").replace("/", "-")
    found = "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
    if found != package["integrity"]:
        raise SystemExit(f"{name}: expected {package['integrity'] or 'no integrity yet'}, found {found}")
    return tarfile.open(path)


def _read(tarball: tarfile.TarFile, path: str) -> bytes:
    member = tarball.extractfile(f"package/{path}")
    if member is None:
        raise SystemExit(f"{tarball.name}: {path} is not a file")
    return member.read()


def _shapes_of(svg: str) -> str:
    """The drawing inside an icon's outer element, on one line."""
    match = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    if match is None:
        raise SystemExit("an icon without an svg element")
    return re.sub(r"\s+", " ", match[1]).replace(" />", "/>").replace("> <", "><").strip()


if __name__ == "__main__":
    sys.exit(fetch())
