/**
 * The page is whole without this: it reloads itself and its buttons are forms. With it, the page follows the line at
 * once, presses do not leave it, and it can make a sound when the turn is near.
 */
import { listen } from "./line.js"
import { openPapers } from "./papers.js"
import "./reveal.js"
import { unparted } from "../shared/units.js"
import { ask, sound } from "./sound.js"

const POLL_MS = 10_000 // when the socket is away
const REASON_MS = 10_000
const STALE_MS = 30_000
const SHAPE = "state near zone transferred rejoined kept_for coming passes deferred can_rejoin centre_state gives_numbers paused unopened counter times asks".split(" ")

const find = (selector) => document.querySelector(selector)
const token = find("main").dataset.token
let presses = 0 // sent and answered: what was asked for in between must not draw over an answer
let shape = null // of the place that is drawn: when it changes, the page is drawn anew by the server
let heardAt = performance.now()
// The server's clock minus performance.now(), in milliseconds. shared/clock.js would make the page too heavy (60 kB).
let clockOffset = 0

/** "08:42:10" on the server's clock, of a moment of performance.now(). */
const timeOf = (moment) => new Date(clockOffset + moment).toISOString().slice(11, 19)

/** The server has been heard, at `moment` of its own clock when it said so. */
function heard(moment) {
  heardAt = performance.now()
  if (moment) clockOffset = Date.parse(`${moment}Z`) - heardAt
  find("[data-updated]").textContent = timeOf(heardAt)
  showFresh()
}

function showFresh() {
  find("[data-clock]").textContent = timeOf(performance.now()).slice(0, 5)
  find("[data-stale]").hidden = performance.now() - heardAt <= STALE_MS
}

/** Take the page's middle from the server; with `form`, from what it answers to that, sent by its button. */
async function redraw(form, button) {
  const asked = form ? ++presses : presses
  try {
    const body = form && new URLSearchParams(new FormData(form, button))
    const response = await fetch(form?.action ?? location.href, { method: form?.method ?? "GET", body })
    const page = new DOMParser().parseFromString(await response.text(), "text/html")
    if (asked !== presses) return
    if (form) presses += 1
    const main = page.querySelector("main[data-token]") // a refused press is answered by the page, with its reason
    if (main) return show(main)
    if (response.status < 500) location.reload() // the ticket is gone: the page that says so
  } catch {
    showFresh() // nothing was heard: the stamp grows old, and the next try comes by itself
  }
}

/** Why a press was refused stays in sight for a while, though the line moves on meanwhile. */
function keepReason(fresh) {
  const told = fresh.querySelector("[data-refused]")
  if (told) setTimeout(() => told.remove(), REASON_MS)
  else fresh.prepend(...document.querySelectorAll("[data-refused]"))
}

function show(fresh) {
  keepReason(fresh)
  const before = { ...find("main").dataset }
  const open = find(".asks")?.open
  const reopen = openPapers()
  find("main").replaceWith(fresh)
  if (open && find(".asks")) find(".asks").open = true
  reopen()
  heard(fresh.dataset.at)
  drawNotify()
  if (["state", "near", "passed"].every((name) => before[name] === fresh.dataset[name])) return
  const headlines = [...fresh.querySelectorAll("[data-headline]")].map((one) => one.textContent)
  find("[data-said]").textContent = fresh.dataset.say || headlines.join(". ")
  const called = fresh.dataset.state === "called"
  if (before.passed !== "false" || fresh.dataset.passed !== "true") if (called || fresh.dataset.near === "true") sound(called)
}

function follow(place) {
  const now = JSON.stringify([place.ahead > 0, ...SHAPE.map((name) => place[name])])
  const { state, near } = find("main").dataset
  if (shape === null && state === place.state && near === String(place.near)) shape = now // as the server drew it
  if (find("[data-anew]")) redraw() // its language is the server's alone
  else if (now === shape || (place.state === state && find("[data-explain], [data-rated]"))) {
    for (const slot of document.querySelectorAll("[data-slot]")) slot.textContent = unparted(String(place[slot.dataset.slot]))
    for (const about of document.querySelectorAll("[data-about]")) about.hidden = !place.wait_text.includes("–")
    heard(place.at)
  } else {
    shape = now
    redraw()
  }
}

function drawNotify(on = ask.granted) {
  const box = find("[data-notify]")
  if (!box) return
  box.hidden = false
  box.querySelector("button").setAttribute("aria-pressed", on)
}

document.addEventListener("submit", (event) => {
  event.preventDefault()
  redraw(event.target, event.submitter)
})
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-notify] button")) ask().then(drawNotify)
})

const line = listen(token, (name, picture) => name === "place" && follow(picture), heard)
setInterval(showFresh, 1000)
setInterval(() => line.isOpen() || redraw(), POLL_MS)
heard(find("main").dataset.at)
if (document.documentElement.dataset.ux === "" && /[?&]ux\b/.test(location.search)) {
  import("../shared/ux.js").then(({ expose }) => expose({ socket: line }))
}
drawNotify()
