"""The hall screen in a real browser at its true size: what is seen at once, and heard in order."""

import itertools
import json

import pytest
from playwright.sync_api import Page, expect

from display import phrases
from tests.display.conftest import Hall, Open, announced, has_its_picture, row
from tests.waiting import wait_until

# The loudspeaker ends no sound until it is let go: what is seen meanwhile is seen while the first call is heard.
HELD = """
  const { addEventListener } = EventTarget.prototype
  AudioBufferSourceNode.prototype.addEventListener = function (name, listener, options) {
    const late = () => (window.letGo ? listener() : setTimeout(late, 20))
    addEventListener.call(this, name, late, options)
  }
"""


def test_calls_at_once_are_drawn_at_once_and_spoken_in_order_one_at_a_time(hall: Hall, show: Open) -> None:
    page = show(hall, before=HELD)
    wait_until(lambda: page.evaluate("__ux.speaker.sound") == "on")
    numbers = [hall.issue(letter) for letter in "CHC"]
    for counter in (1, 2, 3):
        hall.finish(counter)
    for counter, number in zip((1, 2, 3), numbers, strict=True):
        hall.act(counter, "calls", ticket=number, why="Kiểm thử").raise_for_status()
    for counter, number in zip((1, 2, 3), numbers, strict=True):
        expect(row(page, number)).to_have_attribute("data-counter", str(counter))
        expect(row(page, number)).to_have_attribute("data-new", "")
    wait_until(lambda: page.evaluate("__ux.announcements.length"))
    assert page.evaluate("__ux.announcements.length") == 1  # all are seen while the first is heard
    expect(page.get_by_test_id("tv-hero-number")).to_have_text(numbers[0])
    page.evaluate("letGo = true")

    spoken = announced(page, 3)
    assert [one["ticket"] for one in spoken] == numbers
    for counter, one in zip((1, 2, 3), spoken, strict=True):
        assert one["text"] == f"Kính mời số {one['ticket']}, đến quầy số {counter}."
        assert one["end"] - one["start"] > 600  # it was really played
    assert all(later["start"] >= earlier["end"] for earlier, later in itertools.pairwise(spoken))
    expect(page.get_by_test_id("tv-hero-number")).to_have_text(numbers[2])
    expect(page.get_by_test_id("tv-hero-counter")).to_have_text("Quầy 3")


def test_a_second_call_is_shown_on_top_and_spoken_again(hall: Hall, show: Open) -> None:
    page = show(hall)
    number = hall.call(1, "C")
    announced(page, 1)
    other = hall.call(2, "H")
    announced(page, 2)
    hall.recall(1)
    first = page.get_by_test_id("tv-row").first
    expect(first).to_have_attribute("data-ticket", number)
    expect(first).to_contain_text("Gọi lần 2")
    assert [one["ticket"] for one in announced(page, 3)] == [number, other, number]


def test_only_whom_a_counter_still_awaits_is_pointed_out(hall: Hall, show: Open) -> None:
    page = show(hall, "&sound=off")
    first = hall.call(1, "C")
    expect(row(page, first)).to_have_attribute("data-new", "")
    hall.act(1, "servings").raise_for_status()
    expect(row(page, first)).not_to_have_attribute("data-new", "")
    expect(row(page, first)).not_to_have_attribute("data-over", "")  # still there
    second = hall.call(1, "C")
    expect(row(page, second)).to_have_attribute("data-new", "")
    expect(row(page, first)).to_have_attribute("data-over", "")  # one counter, one number


def test_a_citizen_who_has_come_is_not_called_aloud_any_more(hall: Hall, show: Open) -> None:
    page = show(hall)
    before = [hall.call(counter, "C") for counter in (1, 3, 4, 5)]  # long enough that nobody is late
    came = hall.call(2, "H")
    hall.act(2, "servings").raise_for_status()
    last = hall.call(6, "C")
    spoken = announced(page, len(before) + 1)
    assert [one["ticket"] for one in spoken] == [*before, last]
    expect(row(page, came)).to_be_visible()


# What the loudspeaker is really given: the name of each clip's file, as the clip starts.
LOUDSPEAKER = """
  window.played = []
  const { arrayBuffer } = Response.prototype
  Response.prototype.arrayBuffer = async function () {
    return Object.assign(await arrayBuffer.call(this), { clip: this.url.replace(/.*\\/|\\.wav.*$/g, "") })
  }
  const { decodeAudioData } = BaseAudioContext.prototype
  BaseAudioContext.prototype.decodeAudioData = async function (bytes) {
    const { clip } = bytes
    return Object.assign(await decodeAudioData.call(this, bytes), { clip })
  }
  const { start } = AudioBufferSourceNode.prototype
  AudioBufferSourceNode.prototype.start = function (at) {
    window.played.push(this.buffer.clip)
    start.call(this, at)
  }
"""
VIETNAMESE = [*phrases.SENTENCE_CLIPS, *phrases.WORD_CLIPS.values(), *phrases.LETTER_CLIPS.values()]


def wait_for_the_voice(page: Page, clips: list[str]) -> None:
    """Until the screen has all of these: a call that comes before them is cut short."""
    wait_until(lambda: page.evaluate("clips => __ux.clips.has(clips)", clips), seconds=30)


def test_the_call_of_an_english_ticket_is_spoken_in_vietnamese_and_then_in_english(hall: Hall, show: Open) -> None:
    page = show(hall, before=LOUDSPEAKER)
    wait_for_the_voice(page, [*VIETNAMESE, *phrases.ENGLISH_CLIPS])
    number = hall.call(1, "C", language="en")
    [one] = announced(page, 1)
    played = page.evaluate("played")
    english = [step for step in phrases.in_english(number, 1).clips if isinstance(step, str)]
    assert (english[0], english[-2:]) == ("en-number", ["en-counter", "en-one"])
    assert played[-len(english) :] == english
    vietnamese = played[: -len(english)]
    assert vietnamese[:3] == ["chime", "invite", "letter-c"]
    assert vietnamese[-2:] == ["counter", "digit-1"]  # both readings, whole, before a word of English
    assert one["ticket"] == number


def test_the_call_of_a_vietnamese_ticket_has_no_english_in_it(hall: Hall, show: Open) -> None:
    page = show(hall, before=LOUDSPEAKER)
    wait_for_the_voice(page, [*VIETNAMESE, *phrases.ENGLISH_CLIPS])
    hall.call(1, "C")
    announced(page, 1)
    played = page.evaluate("played")
    assert played[:2] == ["chime", "invite"] and played[-2:] == ["counter", "digit-1"]
    assert not [clip for clip in played if clip.startswith("en-")]


def test_english_is_left_out_while_other_calls_wait(hall: Hall, show: Open) -> None:
    page = show(hall, before=LOUDSPEAKER)
    wait_for_the_voice(page, [*VIETNAMESE, *phrases.ENGLISH_CLIPS])
    numbers = [hall.issue("C", language=language) for language in ("vi", "en", "vi", "vi")]
    for counter in (1, 2, 3, 4):
        hall.finish(counter)
    for counter, number in enumerate(numbers, 1):
        hall.act(counter, "calls", ticket=number, why="Kiểm thử").raise_for_status()
    assert [one["ticket"] for one in announced(page, 4)] == numbers
    assert not [clip for clip in page.evaluate("played") if clip.startswith("en-")]


def test_a_machine_without_english_clips_speaks_vietnamese_only(hall: Hall, show: Open) -> None:
    page = show(hall, before=LOUDSPEAKER)
    page.context.route("**/en-*.wav*", lambda route: route.abort())
    page.reload()
    has_its_picture(page)
    wait_for_the_voice(page, VIETNAMESE)
    hall.call(1, "C", language="en")
    announced(page, 1)
    played = page.evaluate("played")
    assert played[:2] == ["chime", "invite"] and played[-2:] == ["counter", "digit-1"]


def test_a_blocked_sound_asks_for_a_touch_and_hides_no_call(hall: Hall, show: Open) -> None:
    suspended = """Object.defineProperty(AudioContext.prototype, "state", {
        get() { return window.touched ? "running" : "suspended" } })
        addEventListener("keydown", () => { window.touched = true }, true)"""
    page = show(hall, before=suspended)
    expect(page.get_by_test_id("tv-sound-blocked")).to_contain_text("để bật tiếng")
    number = hall.call(1, "C")
    expect(row(page, number)).to_be_visible()
    expect(page.get_by_test_id("tv-hero-number")).to_have_text(number)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("tv-sound-blocked")).to_be_hidden()


def test_without_voice_files_the_chime_rings_and_the_call_is_shown(hall: Hall, show: Open) -> None:
    page = show(hall, before="window.speechSynthesis && (speechSynthesis.getVoices = () => [])")
    page.context.route("**/voice/*/*.wav*", lambda route: route.abort())
    page.context.route("**/chime.wav*", lambda route: route.continue_())
    page.reload()
    has_its_picture(page)
    wait_until(lambda: page.evaluate("__ux.speaker.sound") == "chime")
    hall.call(1, "C")
    [one] = announced(page, 1)
    assert 60 < one["end"] - one["start"] < 3000  # a chime, and no waiting for words that never come


# A browser that brings a Vietnamese voice of its own, says what it is given, and finds its voices late.
WITH_A_VOICE = """
  const voice = { lang: "vi-VN", localService: true, name: "Giọng máy" }
  window.said = []
  window.SpeechSynthesisUtterance = class { constructor(words) { this.words = words } }
  const synthesis = new EventTarget()
  let found = []
  synthesis.getVoices = () => found
  synthesis.speak = (one) => { said.push(one.words); setTimeout(() => one.onend(), 50) }
  synthesis.cancel = () => {}
  Object.defineProperty(window, "speechSynthesis", { value: synthesis })
  window.findVoices = () => { found = [voice]; synthesis.dispatchEvent(new Event("voiceschanged")) }
"""


def test_without_voice_files_a_voice_of_the_browser_itself_is_no_mere_chime(hall: Hall, show: Open) -> None:
    page = show(hall, before=WITH_A_VOICE)
    page.context.route("**/voice/*/*.wav*", lambda route: route.abort())
    page.context.route("**/chime.wav*", lambda route: route.continue_())
    page.reload()
    has_its_picture(page)
    wait_until(lambda: page.evaluate("__ux.speaker.sound") == "chime")
    told = "window.told = []; __ux.socket.onAnyOutgoing((name, word) => name === 'sound' && told.push(word))"
    page.evaluate(told)
    page.evaluate("findVoices()")
    assert set(wait_until(lambda: page.evaluate("told"))) == {"on"}  # the shift lead is not alarmed
    hall.call(1, "C")
    assert any("đến quầy số một" in words for words in wait_until(lambda: page.evaluate("said")))


def test_a_clip_that_never_ends_does_not_silence_the_hall(hall: Hall, show: Open) -> None:
    stuck = "AudioBufferSourceNode.prototype.start = function () {}"
    page = show(hall, before=stuck)
    wait_until(lambda: page.evaluate("__ux.speaker.sound") == "on")
    first, second = hall.call(1, "C"), hall.call(2, "H")
    [one] = announced(page, 1)
    wait_until(lambda: page.evaluate("__ux.announcements.length") == 2)
    assert page.evaluate("__ux.announcements.map((one) => one.ticket)") == [first, second]
    assert 11_500 < one["end"] - one["start"] < 14_000  # the watchdog


def test_the_priority_mark_explains_the_order_and_is_never_spoken(hall: Hall, show: Open) -> None:
    page = show(hall)
    number = hall.issue("C", priority=True)
    hall.finish(1)
    hall.act(1, "calls", ticket=number, why="Kiểm thử").raise_for_status()
    expect(row(page, number)).to_contain_text("Ưu tiên")
    [one] = announced(page, 1)
    assert "ưu tiên" not in one["text"].casefold()


def test_who_waits_is_shown_per_service(hall: Hall, show: Open) -> None:
    page = show(hall)
    hall.issue("H")
    civil = page.locator('[data-testid="tv-service"][data-service="H"]')
    expect(civil).to_contain_text("Hộ tịch")
    expect(civil).to_contain_text("người chờ")


def test_the_second_screen_shows_every_counter(hall: Hall, show: Open) -> None:
    page = show(hall, "&view=board&sound=off")
    expect(page.get_by_test_id("tv-cell")).to_have_count(15)
    number = hall.call(1, "C")
    expect(page.locator('[data-testid="tv-cell"][data-counter="1"]')).to_have_attribute("data-ticket", number)
    assert page.evaluate("__ux.speaker.sound") == "off"


def test_who_asked_for_less_motion_sees_a_still_row(hall: Hall, show: Open) -> None:
    page = show(hall)
    page.emulate_media(reduced_motion="reduce")
    number = hall.call(1, "C")
    expect(row(page, number)).to_have_attribute("data-new", "")
    assert row(page, number).evaluate("(row) => row.getAnimations({ subtree: true }).length") == 0


SIZES = """() => {
  const size = (selector) => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize)
  const inside = (element) => {
    const box = element.getBoundingClientRect()
    return box.left >= 0 && box.top >= 0 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1
  }
  const parts = document.querySelectorAll(".row, .hero-number, .hero-counter, .service, .top-clock, .row-counter")
  return {
    hero: size(".hero-number"), counter: size(".hero-counter"), row: size(".row-number"),
    inside: [...parts].every(inside), wide: document.documentElement.scrollWidth > innerWidth,
  }
}"""


@pytest.mark.parametrize(("size", "scale"), [((1920, 1080), 1), ((1280, 720), 2 / 3), ((3840, 2160), 2)])
def test_everything_is_large_and_nothing_is_cut_on_any_screen(
    hall: Hall, show: Open, size: tuple[int, int], scale: float
) -> None:
    numbers = [hall.call(counter, "C") for counter in (1, 2, 3, 4, 5, 6)]
    page = show(hall, size=size)
    expect(page.get_by_test_id("tv-row")).to_have_count(6)
    expect(row(page, numbers[-1])).to_be_visible()
    measured = page.evaluate(SIZES)
    assert measured["inside"] and not measured["wide"], json.dumps(measured)
    for part, pixels in (("hero", 280), ("counter", 120), ("row", 112)):
        assert measured[part] == pytest.approx(pixels * scale, rel=0.01)


def test_nobody_is_sent_to_a_machine_that_gives_no_numbers_any_more(hall: Hall, show: Open) -> None:
    page = show(hall, "&sound=off")
    said = page.evaluate(
        """async () => {
             const { Board } = await import('/static/display/board.js')
             const picture = await (await fetch('/api/display/board')).json()
             document.querySelector('[data-services]').replaceChildren()  // another hand draws from here on
             const board = new Board(document.querySelector('[data-hall]'))
             const told = (gives_numbers) => {
               const centre = { ...picture.centre, gives_numbers }
               board.draw({ ...picture, centre, calls: [], last: null, begun: false })
               return document.querySelector('[data-state="empty"]').innerText
             }
             return [told(true), told(false)]
           }"""
    )
    assert "Mời ông/bà lấy số ở máy gần cửa." in said[0] and "Đã ngừng cấp số." not in said[0]
    assert "Mời ông/bà lấy số ở máy gần cửa." not in said[1] and "Đã ngừng cấp số." in said[1]


def test_what_is_said_to_be_called_last_is_the_newest_call_though_its_citizen_has_left(hall: Hall, show: Open) -> None:
    page = show(hall, "&sound=off")
    shown = page.evaluate(
        """async () => {
             const { Board } = await import('/static/display/board.js')
             const picture = await (await fetch('/api/display/board')).json()
             const at = new Date(__ux.clock.now - 60_000).toISOString()  // nobody is invited any more
             const common = { at, times: 1, priority: false, counter_name: null }
             const holds = { ...common, number: 'S022', counter: 9, sequence: 1, state: 'called' }
             const newest = { ...common, number: 'N001', counter: 13, sequence: 2, state: 'over' }
             document.querySelector('[data-services]').replaceChildren()  // another hand draws from here on
             const board = new Board(document.querySelector('[data-hall]'))
             board.draw({ ...picture, sequence: 2, begun: true, calls: [newest, holds], last: holds })
             const hero = document.querySelector('[data-hero]')
             return [hero.dataset.hero, hero.querySelector('.hero-number').innerText]
           }"""
    )
    assert shown == ["last", "N001"]


@pytest.mark.parametrize(
    ("waiting", "paused", "sentence"),
    [(2, False, "Chưa có quầy mở: Hộ tịch. Mời ông/bà chờ."), (2, True, "Hộ tịch tạm dừng gọi số, mời ông/bà chờ."),
     (0, False, None), (0, True, None)],
)  # fmt: skip
def test_a_line_that_nobody_serves_is_told_why_and_only_while_somebody_waits(
    hall: Hall, show: Open, waiting: int, paused: bool, sentence: str | None
) -> None:
    page = show(hall, "&sound=off")
    said = page.evaluate(
        """async ([waiting, paused]) => {
             const { Band } = await import('/static/display/band.js')
             const picture = await (await fetch('/api/display/board')).json()
             const every = setInterval
             let turn
             window.setInterval = (one) => { turn = one }  // this hand turns the pages
             const band = new Band(document)
             window.setInterval = every
             const services = picture.services.filter((one) => one.letter === 'H')
               .map((one) => ({ ...one, waiting, paused, open: false, rests: false }))
             band.draw({ ...picture, services, notices: [], rules: [], right: null })
             turn()
             return band.pause.hidden ? null : band.pause.innerText
           }""",
        [waiting, paused],
    )
    assert (said and " ".join(said.split())) == sentence
