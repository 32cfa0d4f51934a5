/**
 * The band under the calls: who waits for what, in pages that take turns, then what the hall should know. Outside the
 * hours nobody is told how long a line was that no one joins any more, but what can be done without coming.
 */
import { fillList, refill } from "../shared/fill.js"
import { said } from "../shared/said.js"
import { unparted } from "../shared/units.js"

const PAGE = 5 // services side by side, at most …
const LEAST = 2 // … and at least, however long their names
const PAGE_MILLISECONDS = 12_000
const SIZES = [48, 36] // of the words, px as drawn; the smaller one only where a name needs two lines even so
const OVER = new Set(["early", "closed", "holiday"])

export class Band {
  #picture = null
  #page = 0
  #pages = 1
  #round = 0 // of all pages
  #names = "" // of the services …
  #beside = PAGE // … and how many of them fit side by side

  constructor(page) {
    const find = (name) => page.querySelector(`[data-${name}]`)
    this.services = find("services")
    this.service = find("service")
    this.notice = find("notice")
    this.pause = find("pause")
    this.rule = find("rule")
    this.right = find("right")
    this.online = find("online")
    this.book = find("book") // null where a browser cannot book
    this.parts = [...page.querySelectorAll("[data-band] > :not(template)")]
    setInterval(() => this.#turn(), PAGE_MILLISECONDS)
  }

  draw(picture) {
    this.#picture = picture
    this.#draw()
  }

  #turn() {
    this.#page = (this.#page + 1) % this.#pages
    if (this.#page === 0) this.#round += 1
    this.#draw()
  }

  #draw() {
    if (!this.#picture) return
    const { state } = this.#picture.centre
    const services = this.#picture.services.map((service) => asService(service))
    const over = OVER.has(state)
    const pages = over ? this.#withoutComing() : this.#waits(services)
    const [shown, content] = pages[this.#page % pages.length] ?? [this.services, []]
    this.#pages = pages.length || 1
    for (const part of this.parts) part.hidden = part !== shown
    if (shown !== this.services) return refill(shown, content)
    fillList(this.services, this.service, content)
    fitWords(this.services)
  }

  // Pages of services, then one sentence for each that has stopped calling, then each notice, then one of the rules or
  // the week's hit rate: the next one each round, so that who waits for what is never long out of sight.
  #waits(services) {
    const { notices, rules, right } = this.#picture
    const pages = this.#sideBySide(services).map((some) => [this.services, some])
    for (const service of services) if (service.paused || (service.unopened && service.waiting > 0)) pages.push([this.pause, service])
    pages.push(...notices.map((notice) => [this.notice, asNotice(notice)]))
    const turns = rules.map((rule) => [this.rule, asRule(rule)])
    if (right !== null) turns.push([this.right, { right }])
    return turns.length ? [...pages, turns[this.#round % turns.length]] : pages
  }

  #withoutComing() {
    const { centre, notices } = this.#picture
    const online = { portal: centre.portal, closing: said(centre.closing, centre.closing_en) ?? null }
    const pages = [[this.online, online], ...notices.map((notice) => [this.notice, asNotice(notice)])]
    if (this.book && centre.bookings) pages.push([this.book, { wifi: centre.wifi }])
    return pages
  }

  // All words have one size that is read from the seats, so a long name makes room for fewer names, not for smaller
  // ones: a column is as wide as its words need. Pages are as full as each other: 8 are 4 and 4, not 5 and 3. Counted
  // anew when names or the window change; otherwise only fewer stand side by side, and pages stay while waits change.
  #sideBySide(services) {
    if (!services.length) return []
    const names = [innerWidth, ...services.map(({ name }) => name)].join()
    if (names !== this.#names) [this.#names, this.#beside] = [names, PAGE]
    const list = this.services
    list.hidden = false
    delete list.dataset.two
    list.style.setProperty("--words", SIZES[0])
    list.style.setProperty("--columns", `repeat(${services.length}, max-content)`)
    fillList(list, this.service, services)
    const widths = [...list.children].map((cell) => cell.getBoundingClientRect().width)
    const wide = (page) => page.reduce((sum, width) => sum + width, 0) > list.clientWidth
    while (this.#beside > LEAST && pagesOf(widths, this.#beside).some(wide)) this.#beside -= 1
    const pages = pagesOf(services, this.#beside)
    const least = pagesOf(widths, this.#beside).some(wide) ? "0" : "max-content"
    list.style.setProperty("--columns", `repeat(${pages[0].length}, minmax(${least}, 1fr))`)
    return pages
  }
}

/** Pages of at most `most`, each as full as the others. */
function pagesOf(all, most) {
  const each = Math.ceil(all.length / Math.ceil(all.length / most))
  return Array.from({ length: Math.ceil(all.length / each) }, (_, page) => all.slice(page * each, (page + 1) * each))
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

// At lunch counters rest, and none is missed: it is said when calls go on.
function asService(service) {
  const open = service.open || service.rests
  const waited = service.waiting > 0
  return {
    ...service,
    open,
    name: said(service.name, service.name_en),
    wait_text: unparted(said(service.wait_text, service.wait_text_en)),
    paused: !open && service.paused && waited,
    unopened: !open && !(service.paused && waited),
  }
}

/** A sentence of the hall's; a line never begins with the hour until which something holds. */
const asNotice = ({ text, text_en }) => ({ text: unparted(said(text, text_en)).replace(/ (?=\d{1,2}:\d\d)/g, "\u00a0") })

/** A rule of the queue: what comes first, and on a line of its own what comes then. */
function asRule(rule) {
  const { text } = asNotice(rule)
  return { text: text.replace("; ", ";\n") }
}
