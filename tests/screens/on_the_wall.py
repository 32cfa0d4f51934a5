"""What hangs in the hall besides calls: pictures, a film, the screen of one part of it, and that it is a trial."""

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from printing.type import BOLD, face
from tests.screens.in_the_hall import call_anew, hears, screen
from tests.screens.stage import Stage
from tests.screens.walk import TV, Shot, Visit, walk

SAYS = ("Giấy tờ cần mang khi", "đăng ký khai sinh:", "giấy chứng sinh, căn cước", "của cha và mẹ")
# A round begins sooner, so that nobody waits for it.
SOON = """{ const { setTimeout: real } = window
  window.setTimeout = (act, wait, ...rest) => real(act, wait === 12000 ? 200 : wait, ...rest) }"""
# A film stops where it begins, to be looked at.
STILL = 'document.addEventListener("playing", (event) => event.target.pause(), true)'
# A second of film, 16:9, made by the browser itself.
FILM = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 })
  const pen = canvas.getContext("2d")
  const lines = [["Nộp hồ sơ tại nhà", "800 104px", "#fff", 250], ["1. Đăng nhập bằng VNeID", "400 60px", "#fff", 390],
    ["2. Chọn thủ tục, gửi giấy tờ", "400 60px", "#fff", 480], ["dichvucong.gov.vn", "700 72px", "#ffd84d", 620]]
  await Promise.all(lines.map(([words, size]) => document.fonts.load(`${size} 'Noto Sans'`, words)))
  const ground = pen.createLinearGradient(0, 0, 1280, 720)
  ground.addColorStop(0, "#0b5d35")
  ground.addColorStop(1, "#063b4a")
  const draw = () => {
    pen.fillStyle = ground
    pen.fillRect(0, 0, 1280, 720)
    pen.fillStyle = "#7be3a4"
    pen.fillRect(560, 100, 160, 10)
    pen.textAlign = "center"
    for (const [words, size, colour, y] of lines) {
      pen.fillStyle = colour
      pen.font = `${size} 'Noto Sans'`
      pen.fillText(words, 640, y)
    }
  }
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm", videoBitsPerSecond: 8e6 })
  const parts = []
  recorder.ondataavailable = (event) => parts.push(event.data)
  const ended = new Promise((done) => (recorder.onstop = done))
  recorder.start()
  const drawing = setInterval(draw, 40)
  await new Promise((done) => setTimeout(done, 1200))
  clearInterval(drawing)
  recorder.stop()
  await ended
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
  return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""))
}"""


def poster() -> bytes:
    """A picture as a member of staff draws one."""
    drawn, file = Image.new("RGB", (1600, 1000), "#fff1d6"), io.BytesIO()
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, 0, 1599, 140), fill="#8a2f2e")
    pen.text((80, 30), "Thông báo", fill="white", font=face(BOLD, 64))
    for line, words in enumerate(SAYS):
        pen.text((80, 220 + 140 * line), words, fill="#16202b", font=face(BOLD, 84))
    drawn.save(file, "PNG")
    return file.getvalue()


@contextmanager
def hung_up(stage: Stage, name: str, content: bytes) -> Iterator[None]:
    """A slide that stands until it is taken down."""
    url = stage.server.url
    answer = stage.admin.post(f"{url}/api/slides", files={"file": (name, content)}, timeout=20)
    assert answer.ok, answer.text
    slide = answer.json()["slides"][-1]
    wish = {"title": slide["title"], "seconds": 60, "active": True}
    try:
        stage.ask(stage.admin, "PUT", f"/api/slides/{slide['id']}", **wish)
        yield
    finally:
        stage.ask(stage.admin, "DELETE", f"/api/slides/{slide['id']}")


def at_rest(visit: Visit) -> Page:
    page = visit.window(visit.stage.display)
    page.add_init_script(SOON)
    page.add_init_script(STILL)
    return hears(visit.show(page, "/display?sound=off"))


@walk("display", TV, at=(8, 48))
def looks_at_pictures_between_calls(visit: Visit) -> Iterator[Shot]:
    with hung_up(visit.stage, "Khai sinh.png", poster()):
        page = at_rest(visit)
        page.get_by_test_id("tv-slide").locator("img").wait_for()
        yield Shot("slide", "Hình do trung tâm đưa lên, giữa hai lượt gọi", "A picture between two calls", page)
        film = base64.b64decode(page.evaluate(FILM))  # there the fonts are
    with hung_up(visit.stage, "Trực tuyến.webm", film):
        page = at_rest(visit)
        page.get_by_test_id("tv-slide").locator("video").wait_for()
        yield Shot("film", "Phim không tiếng, giữa hai lượt gọi", "A silent film between two calls", page)


@walk("display", TV, at=(8, 48))
def sits_in_one_part_of_the_hall(visit: Visit) -> Iterator[Shot]:
    stage = visit.stage
    tv = stage.ask(stage.admin, "GET", "/api/displays")["displays"][0]
    counters = [9, 10, 11, 12, 13, 14]
    call_anew(stage, 9, "S")
    upstairs = {"name": "Tầng 2", "name_en": "Floor 2", "counters": counters}
    part = stage.ask(stage.admin, "POST", "/api/zones", **upstairs)["zones"][-1]
    stage.ask(stage.admin, "PUT", f"/api/displays/{tv['id']}", zone=part["id"], speaks=True)
    try:
        page = screen(visit, "sound=off")
        expect(page.get_by_test_id("tv-row").first).to_be_visible()
        yield Shot("zone", "Màn hình của một khu: chỉ số của khu đó", "The screen of one part: its own calls", page)
        board = screen(visit, "view=board&sound=off")
        expect(board.get_by_test_id("tv-cell")).to_have_count(len(counters))
        yield Shot("zone-board", "Mọi quầy của một khu", "Every counter of one part", board)
    finally:
        stage.ask(stage.admin, "PUT", f"/api/displays/{tv['id']}", zone=None, speaks=tv["speaks"])
        stage.ask(stage.admin, "DELETE", f"/api/zones/{part['id']}")


@walk("display", TV, at=(8, 49))
def sees_that_it_is_a_trial(visit: Visit) -> Iterator[Shot]:
    with visit.stage.row("centre", "is_sample", 1):
        page = screen(visit, "sound=off")
        page.locator(".sample-band").wait_for()
        yield Shot("sample", "Dữ liệu mẫu: nói rõ ở đầu màn hình", "Sample data: said in the header", page)
