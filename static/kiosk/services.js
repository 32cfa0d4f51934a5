/** The first screen's tiles: what one can queue for, in pages, with how long it may take. */
import { fillList } from "../shared/fill.js"
import { said } from "../shared/said.js"
import { listed, unparted } from "../shared/units.js"

const UNSURE = "U" // "I do not know which": last on every page
const LEAST_AIR = 0.19 // of a box's height, around its lines
const BEFORE_DOORS = 2 // services that most people come for

/** A service as the tile shows it, in the page's language. */
export function shown(service) {
  const full = service.quota_left === 0
  const unserved = !full && !service.rests && service.counters.length === 0 // at lunch no counter is missed
  return {
    ...service,
    act: "service",
    door: false,
    testid: `kiosk-service-${service.letter}`,
    title: said(service.name, service.name_en),
    about: listed(said(service.hint, service.hint_en)),
    wait: unparted(said(service.wait_text, service.wait_text_en)),
    full,
    unserved,
    paused: unserved && service.paused && service.waiting > 0, // as the hall's screen says it
    unopened: unserved && !(service.paused && service.waiting > 0),
    ready: !full && !unserved,
  }
}

/** Tiles on one page: eight, six on a small panel; four in large text, three when they must also lie low. */
export function perPage({ large, low, narrow }) {
  if (!large) return narrow ? 6 : 8
  return low ? 3 : 4
}

/** Draw page `page` (from 0, wrapped round) of `services`; answers the page drawn. */
export function drawTiles(services, { page, large, low, narrow }) {
  const tiles = services.map((service) => shown(service))
  const always = tiles.filter((tile) => tile.letter === UNSURE) // who knows no box must not look for theirs behind "more"
  const places = tiles.filter((tile) => tile.letter !== UNSURE).map((tile) => [tile])
  // Where there is no room below the tiles, the doors are tiles: large words leave two halves of one, soon enough to be seen.
  if (large) places.splice(BEFORE_DOORS, 0, doors())
  else if (narrow) places.push(...doors().map((door) => [door]))
  const size = perPage({ large, low, narrow }) - always.length
  const pages = Math.max(1, Math.ceil(places.length / size))
  const current = page % pages
  const here = places.slice(current * size, (current + 1) * size).flat()
  fillList(document.querySelector("[data-tiles]"), document.getElementById("tile"), [...here, ...always])
  drawPager(document.querySelector("[data-pager]"), current, pages)
  return current
}

/** The two ways that are no service, as tiles. */
function doors() {
  const words = document.querySelector("[data-words]").dataset
  const door = { door: true, wait: "", waiting: 0, full: false, paused: false, unopened: false, ready: false }
  return [
    { ...door, id: "papers", act: "search", testid: "kiosk-search-tile", title: words.papersTitle, about: words.papersAbout },
    { ...door, id: "code", act: "code", testid: "kiosk-code-tile", title: words.codeTitle, about: words.codeAbout },
  ]
}

/** What a box is for, as far as there is room for it. To be called once the boxes are seen. */
export function fitHints(large) {
  if (large) shortenHints()
  else dropHints()
}

// Under a name of two lines, where a banner has taken the room, it would touch the lines above and below: it is read
// aloud alone.
function dropHints() {
  const height = (part) => part.getBoundingClientRect().height
  for (const hint of document.querySelectorAll("[data-tiles] .tile-hint")) {
    hint.classList.remove("only-read")
    const lines = [...hint.parentElement.children].reduce((sum, line) => sum + height(line), 0)
    const air = height(hint.parentElement) - lines
    hint.classList.toggle("only-read", air < LEAST_AIR * height(hint.parentElement))
  }
}

// In large text it has one line: the last of what it names go, and no word is cut.
function shortenHints() {
  for (const hint of document.querySelectorAll("[data-tiles] .tile-hint")) {
    hint.classList.remove("only-read")
    const named = hint.textContent.split(", ")
    while (hint.scrollWidth > hint.clientWidth && named.length > 1) {
      named.pop()
      hint.textContent = `${named.join(", ")} …`
    }
  }
}

function drawPager(pager, page, pages) {
  pager.hidden = pages === 1
  pager.querySelector('[data-slot="page"]').textContent = page + 1
  pager.querySelector('[data-slot="pages"]').textContent = pages
  const last = page === pages - 1
  pager.querySelector("[data-pager-back]").hidden = page === 0
  pager.querySelector("[data-pager-more]").hidden = last
  pager.querySelector("[data-pager-first]").hidden = !last
}
