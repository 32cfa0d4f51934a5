/**
 * The picture of ?view=hall: the large call, the last calls, who waits, the notices. It draws what it is given;
 * what is spoken, and when, is the speaker's.
 */
import { clock } from "../shared/clock.js"
import { fillList, refill } from "../shared/fill.js"
import { english } from "../shared/language.js"
import { isFresh } from "./fresh.js"
import { Slides } from "./slides.js"

const ROWS = 6
const ROW_SECONDS = 600 // a call leaves the list after ten minutes
const HERO_SECONDS = 40 // without a new call, the large number becomes the last one, dimmed
const PAGE = 5 // services side by side, at most …
const LEAST = 2 // … and at least, however long their names
const PAGE_MILLISECONDS = 12_000
const LONG = 3 // a counter's name longer than this is set smaller
const SIZES = [48, 36] // of the band's words; the smaller one only where a name needs two lines even so

export class Board {
  #calls = [] // newest first, one per ticket
  #picture = null
  #hero = null // the call that is or was spoken last
  #heroSince = -Infinity
  #busy = false
  #gone = false
  #page = 0
  #pages = 1
  #round = 0 // of all pages
  #names = "" // of the services …
  #beside = PAGE // … and how many of them fit side by side

  constructor(page) {
    const find = (name) => page.querySelector(`[data-${name}]`)
    this.hero = find("hero")
    this.heroCall = find("hero-call")
    this.rows = find("rows")
    this.row = find("row")
    this.services = find("services")
    this.service = find("service")
    this.notice = find("notice")
    this.pause = find("pause")
    this.rule = find("rule")
    this.slides = new Slides(this.hero)
    setInterval(() => this.#turnPage(), PAGE_MILLISECONDS)
    setInterval(() => this.#age(), 1000)
  }

  /** The whole picture, as the server sees it. */
  draw(picture) {
    this.#picture = picture
    this.#calls = picture.calls.map(asRow)
    this.slides.list = picture.slides
    this.#holdToTruth()
    this.#drawRows()
    this.#drawHero()
    this.#drawBand()
  }

  /** One call, at once: its row goes to the top and flashes. */
  call(call) {
    const row = asRow(call)
    this.#calls = [row, ...this.#calls.filter((other) => other.number !== row.number)]
    this.slides.free = false
    this.#drawRows()
  }

  /** The voice begins with `call`. */
  starts(call) {
    this.#hero = asRow(call)
    this.#busy = true
    this.#heroSince = performance.now()
    this.#drawHero()
  }

  /** The voice has done with one call; `more`: others follow. */
  ends(more) {
    this.#busy = more
    this.#heroSince = performance.now()
    if (!more) this.#holdToTruth()
  }

  // Nobody is invited to a counter that their number has left: the large call is the newest that still holds.
  #holdToTruth() {
    const { last, sequence } = this.#picture ?? {}
    if (this.#busy || this.#picture === null || this.#hero?.sequence > sequence) return // a call that it knows nothing of
    if (this.#hero?.sequence === last?.sequence) return
    this.#hero = last && asRow(last)
    if (last) this.#heroSince = performance.now() - clock.secondsSince(last.at) * 1000
    this.#drawHero()
  }

  set gone(gone) {
    this.#gone = gone
    this.#drawHero()
  }

  #age() {
    this.#drawRows()
    this.#drawHero()
  }

  #drawRows() {
    const kept = this.#calls.filter((call) => clock.secondsSince(call.at) < ROW_SECONDS).slice(0, ROWS)
    const rows = kept.map((call) => ({
      ...call,
      fresh: isFresh(call),
      priority_shown: call.priority && !call.again,
    }))
    fillList(this.rows, this.row, rows, (row) => row.sequence) // a second call is a new row: it flashes anew
  }

  #drawHero() {
    const recent = this.#busy || performance.now() - this.#heroSince < HERO_SECONDS * 1000
    const state = this.#picture?.centre.state ?? "open"
    const resting = { lunch: "lunch", closed: "closed", holiday: "closed" }[state]
    let word = "empty"
    if (this.#gone) word = "gone"
    else if (recent && this.#hero) word = "call"
    else if (resting) word = resting
    else if (this.#hero) word = "last"
    else if (this.#picture?.begun) word = "between"
    this.hero.dataset.hero = word
    this.slides.free = word !== "call" && word !== "gone" && !this.#calls.some(isFresh)
    if (this.#hero) refill(this.heroCall, this.#hero)
    const told = (name) => this.#picture?.centre[english() ? `${name}_en` : name]
    const centre = { opens: told("opens") ?? null, before: told("before") ?? this.hero.dataset.before }
    for (const panel of this.hero.querySelectorAll("[data-state]")) refill(panel, centre)
  }

  #turnPage() {
    this.#page = (this.#page + 1) % this.#pages
    if (this.#page === 0) this.#round += 1
    this.#drawBand()
  }

  // Pages of services, then one sentence for each that has stopped calling, then each notice, then one of the rules:
  // the next one each round, so that who waits for what is never long out of sight.
  #drawBand() {
    if (!this.#picture) return
    const services = this.#picture.services.map(asService)
    const pages = []
    const most = this.#sideBySide(services)
    const beside = Math.ceil(services.length / Math.ceil(services.length / most)) || 1 // 8 are 4 and 4, not 5 and 3
    for (let from = 0; from < services.length; from += beside) {
      pages.push([this.services, services.slice(from, from + beside)])
    }
    for (const service of services) if (service.paused || service.missing) pages.push([this.pause, service])
    for (const notice of this.#picture.notices) pages.push([this.notice, asNotice(notice)])
    const { rules } = this.#picture
    if (rules.length) pages.push([this.rule, asNotice(rules[this.#round % rules.length])])
    const [shown, content] = pages[this.#page % pages.length] ?? [this.services, []]
    this.#pages = pages.length
    for (const part of [this.services, this.pause, this.notice, this.rule]) part.hidden = part !== shown
    if (shown !== this.services) return refill(shown, content)
    this.services.style.setProperty("--beside", beside)
    fillList(this.services, this.service, content)
    fitWords(this.services)
  }

  // All words have one size that is read from the seats, so a long name makes room for fewer names, not for smaller
  // ones. Counted once for the same names: the pages stay as they are while waits change.
  #sideBySide(services) {
    const names = [innerWidth, ...services.map(({ name }) => name)].join()
    if (names !== this.#names) [this.#names, this.#beside] = [names, PAGE]
    this.services.hidden = false
    delete this.services.dataset.two
    this.services.style.setProperty("--words", SIZES[0])
    fillList(this.services, this.service, services)
    const fit = () => {
      this.services.style.setProperty("--beside", this.#beside)
      return [...this.services.children].every((cell) => cell.scrollWidth <= cell.clientWidth && ![...cell.children].some((part) => wraps(part, 1)))
    }
    while (this.#beside > LEAST && !fit()) this.#beside -= 1
    return this.#beside
  }
}

const wraps = (part, lines) => part.offsetHeight > (lines + 0.5) * Number.parseFloat(getComputedStyle(part).lineHeight)

/** One size for the whole page: the largest with which each name has two lines at most, all else one, and nothing is cut. */
function fitWords(services) {
  const cells = [...services.children]
  const fits = () =>
    cells.every((cell) => {
      const [name, ...others] = cell.children
      const inside = cell.scrollWidth <= cell.clientWidth && cell.scrollHeight <= services.clientHeight
      return inside && !wraps(name, 2) && !others.some((part) => wraps(part, 1))
    })
  for (const size of SIZES) {
    delete services.dataset.two
    services.style.setProperty("--words", size)
    if (cells.some((cell) => wraps(cell.children[0], 1))) services.dataset.two = "" // the lines below stand level
    if (fits()) return
  }
}

/** A call as a row and as the large call need it. */
export function asRow(call) {
  const name = call.counter_name
  return {
    ...call,
    counter_short: name || String(call.counter),
    long: name ? name.length > LONG : false,
    again: call.times > 1,
  }
}

function asService(service) {
  return {
    ...service,
    name: english() ? service.name_en : service.name,
    wait_text: english() ? service.wait_text_en : service.wait_text,
    paused: service.paused && service.waiting > 0,
    missing: !service.open && !service.paused && service.waiting > 0,
    unopened: !service.open && !(service.paused && service.waiting > 0),
  }
}

function asNotice({ text, text_en }) {
  return { text: english() ? text_en : text }
}
