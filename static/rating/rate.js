/**
 * The tablet: idle, asked, chips, thanks. The server alone says when it asks, and that the next citizen is called; what
 * is touched is an answer at once, and no view stays longer than its time.
 */
import { clock } from "../shared/clock.js"
import { connect } from "../shared/connect.js"
import { said } from "../shared/said.js"
import { flush, hand } from "./outbox.js"

const CHIPS_MS = 20_000
const THANKS_MS = 4_000
const AGAIN_MS = 5_000 // until the server is asked once more whether it is there
const LOWEST_CONTENT = 4 // below it, one may say why

const main = document.querySelector("main")
const label = document.querySelector("[data-counter]")
const here = document.querySelector("[data-here]") // in the head, once the large one is not there
let visit = null // the one that is asked about, or was just answered
let level = null
let timer = null
let turning = null // to the page in Vietnamese

function show(view, milliseconds, then = idle) {
  clearTimeout(timer)
  main.dataset.view = view
  for (const section of main.children) section.hidden = section.dataset.of !== view
  here.textContent = ["idle", "unbound"].includes(view) ? "" : label.textContent
  if (milliseconds) timer = setTimeout(then, milliseconds)
}

function idle() {
  show(label.textContent ? "idle" : "unbound")
  greetInVietnamese()
}

/**
 * Whoever was asked in another language has gone, with an answer or without: the next citizen reads Vietnamese. While
 * the server is away the page stays, or the browser's own error would stand here; it is turned once there is an answer.
 */
async function greetInVietnamese() {
  const done = () => visit && main.dataset.view === "idle" && document.documentElement.lang !== "vi"
  clearTimeout(turning)
  if (!done()) return
  const answer = await fetch(location.pathname, { cache: "no-store" }).catch(() => null)
  if (!answer?.ok) turning = setTimeout(greetInVietnamese, AGAIN_MS)
  else if (done()) location.replace(location.pathname)
}

function draw(question) {
  clock.sync(question.now)
  label.textContent = said(question.counter_name, question.counter_name) || (question.counter ? label.dataset.words.replace("{}", question.counter) : "")
  const asked = question.visit
  if (asked && asked.ticket !== visit?.ticket) {
    visit = asked
    level = null
    forgetChips()
    show("asked", asked.seconds_left * 1000)
  } else if (question.busy || !["chips", "thanks"].includes(main.dataset.view)) {
    if (!asked || level !== null) idle()
  }
}

function forgetChips() {
  for (const chip of main.querySelectorAll("[data-chip]")) chip.setAttribute("aria-pressed", "false")
}

function answer(chosen) {
  level = chosen
  hand(visit.ticket, level)
  if (level < LOWEST_CONTENT) show("chips", CHIPS_MS, send)
  else thank()
}

function send() {
  const chips = [...main.querySelectorAll('[data-chip][aria-pressed="true"]')].map((chip) => chip.dataset.chip)
  if (chips.length) hand(visit.ticket, level, chips)
  thank()
}

const thank = () => show("thanks", THANKS_MS)

main.addEventListener("click", (event) => {
  const button = event.target.closest("button")
  if (!button) return
  if (button.dataset.level && level === null) answer(Number(button.dataset.level))
  if (button.dataset.chip) {
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true")
    show("chips", CHIPS_MS, send)
  }
  if (button.matches("[data-send]")) send()
  if (button.matches("[data-skip]")) thank()
})

draw(JSON.parse(document.body.dataset.question))
clock.show(document.querySelector("[data-clock]"))
const socket = connect("/rate")
socket.on("question", draw)
socket.on("connect", flush)
