/**
 * The kiosk: two presses, one ticket. What is shown follows from the server's picture, the line to it, and the step
 * this citizen has reached; every change of any of them draws the screen anew (screen.js).
 */
import { Refusal, get, newKey, post } from "../shared/ask.js"
import { clock } from "../shared/clock.js"
import { connect } from "../shared/connect.js"
import { reportDrift } from "../shared/drift.js"
import { stayAwake } from "./awake.js"
import { click } from "./click.js"
import { codeField, lookUp } from "./codes.js"
import { fit } from "./fit.js"
import { onKeys } from "./keys.js"
import { prepareOther, speak } from "./language.js"
import { Paper, Sheet } from "./paper.js"
import { Screen } from "./screen.js"
import { Search } from "./search.js"
import { shown } from "./services.js"
import { MODES, Session } from "./session.js"
import { Reader } from "./speech.js"
import { StaffCall } from "./staff.js"
import { onPress } from "./tap.js"
import { alive, renew } from "./watchdog.js"

const GONE_AFTER_MS = 5_000
const PATIENCE_MS = 20_000 // for one ticket, all tries with its one key
const ASK_MS = 10_000
const TROUBLE_SHOWN_MS = 10_000
const OLD_AFTER_MS = 20 * 3_600_000 // a page that has stood so long is opened anew once nobody is there
const HOME = "vi" // the language each citizen begins with
const FRESH = { step: "services", page: 0, service: null, procedure: null, found: null, wish: null, priority: false }

const page = document.documentElement
const state = { ...FRESH, picture: null, gone: false, key: null, refusal: "" }
const paper = new Paper({ changed: () => screen.draw(), closed: () => goHome() })
const sheet = new Sheet({ changed: () => screen.draw() })
const reader = new Reader({ onPart: () => session.touched() })
const session = new Session({
  ask: (seconds) => screen.asksWhetherThere(seconds),
  answered: () => document.querySelector("#idle").close(),
  end: () => goHome(),
})
const search = new Search({
  perPage: () => (session.low ? 2 : session.large || page.hasAttribute("data-narrow") ? 3 : 4),
  onError: trouble,
})
const screen = new Screen({ state, session, paper, sheet, reader })
const staff = new StaffCall({ opened: (dialog) => session.audio && reader.read(dialog) })
const refit = fit(page)
let edition = null // of this page
let asked = null // the turn of ASK_MS in which the page last looked whether numbers are given

const acts = {
  language: (link) => changeLanguage(link),
  "page-back": () => {
    state.page -= 1
    screen.draw()
  },
  page: () => {
    state.page += 1
    screen.draw()
  },
  service: (tile) => chooseService(Number(tile.dataset.service)),
  "priority-switch": () => {
    state.priority = !state.priority
    screen.draw()
  },
  "go-on": () => askPriority(),
  home: () => goHome({ keepModes: state.step !== "ticket" }),
  issue: (button) => issue(button.dataset.priority === "yes"),
  reprint: () => reprint(paper.ticket.token),
  back: () => goBack(),
  audio: () => setMode("audio", !session.audio),
  large: () => setMode("large", !session.large),
  contrast: () => setMode("contrast", !session.contrast),
  low: () => setMode("low", !session.low),
  stay: () => {}, // the touch itself has said it
  search: () => {
    goTo("search")
    search.open()
  },
  "found-page": (button) => search.turn(Number(button.dataset.by)),
  type: (key) => typing()?.type(key.dataset.letter),
  erase: () => typing()?.erase(),
  procedure: (row) => {
    state.procedure = search.procedure(row.dataset.code)
    sheet.forget()
    goTo("papers")
  },
  "take-for-procedure": () => chooseService(state.procedure.service),
  "print-papers": () => printPapers(),
  code: () => {
    goTo("code")
    codeField.clear()
  },
  "look-up": () => read(codeField.text),
  "take-for-code": () => takeForCode(),
  "call-staff": () => staff.ask(session.slow),
  "staff-seen": () => staff.close(),
  "print-found": () => reprint(state.found.token),
}

const typing = () => ({ search, code: codeField })[state.step]

// What the citizen does

function chooseService(id) {
  const service = state.picture?.services.find((one) => one.id === id)
  if (!service) return goHome()
  wishFor(service, { path: "/api/tickets", body: { service: service.id } })
  const { full, unserved } = shown(service)
  if (full || unserved) goTo(full ? "quota" : "nobody")
  else askPriority()
}

/** What the next press gives: one key, so that however often it is sent, one number comes of it. */
function wishFor(service, wish) {
  Object.assign(state, { service, wish, key: newKey() })
}

function askPriority() {
  const asks = state.picture.centre.ask_priority
  if (asks === "always") goTo("priority")
  else issue(asks === "button" && state.priority)
}

async function issue(priority) {
  const wish = { ...state.wish.body, priority, language: document.documentElement.lang }
  goTo("printing")
  const slow = setTimeout(() => screen.says({ slow: true }), GONE_AFTER_MS)
  try {
    const answer = await post(state.wish.path, wish, { key: state.key, timeout: 5_000, patience: PATIENCE_MS })
    paper.given(answer, { slow: session.slow, printer: state.picture.printer })
    goTo("ticket")
  } catch (error) {
    trouble(error)
  } finally {
    clearTimeout(slow)
    screen.says({ slow: false })
  }
}

async function reprint(token) {
  try {
    await post("/api/print-jobs", { ticket: token }, { patience: PATIENCE_MS })
    if (paper.ticket) paper.again()
    else goHome({ keepModes: true })
  } catch (error) {
    trouble(error)
  }
}

async function printPapers() {
  sheet.begin()
  try {
    const wish = { procedure: state.procedure.code, language: document.documentElement.lang }
    sheet.asked(await post("/api/kiosk/sheets", wish, { patience: PATIENCE_MS }), state.picture.printer)
  } catch {
    sheet.failed() // no printer, or no answer: the list still stands on the screen
  }
}

/** A code was scanned, or typed and sent. */
async function read(text) {
  if (!text || state.step === "printing" || !state.picture?.gives_numbers) return
  try {
    const found = await lookUp(text)
    if (state.step === "ticket") paper.forget()
    const service = state.picture.services.find((one) => one.id === found.service) ?? null
    wishFor(service, { path: "/api/kiosk/check-ins", body: { text } })
    state.found = found
    screen.viewDrawn = null // the same view may show another code
    goTo("found")
  } catch (error) {
    trouble(error)
  }
}

function takeForCode() {
  if (state.found.kind === "booking") issue(false) // was asked when it was booked
  else askPriority()
}

/** Something was refused or did not come: say so, and find the way back alone. */
function trouble(error) {
  if (error instanceof Refusal && error.status === 401) return renew({ atOnce: true }) // not paired: the page says how
  if (error instanceof Refusal && error.status < 500 && error.message) {
    state.refusal = error.message
    return goTo("refused")
  }
  goTo("lost")
  setTimeout(() => state.step === "lost" && !state.gone && goHome({ keepModes: true }), TROUBLE_SHOWN_MS)
}

// Where the citizen is

function goTo(step) {
  state.step = step
  screen.draw()
}

function goBack() {
  if (state.step === "papers") goTo("search")
  else if (state.step === "found") acts.code()
  else goHome({ keepModes: true })
}

/** The first screen again; unless `keepModes`, the citizen has left and all their choices go with them. */
function goHome({ keepModes = false } = {}) {
  const { priority } = state
  Object.assign(state, FRESH, { key: null, priority: keepModes && priority })
  paper.forget()
  sheet.forget()
  if (!keepModes) {
    staff.close()
    for (const mode of MODES) session[mode] = false
    refit({ whole: false })
    reader.stop()
    page.removeAttribute("data-keys")
    for (const input of document.querySelectorAll("input")) input.value = ""
    speak(HOME)
  }
  screen.draw()
  renewIfOld()
}

function setMode(mode, on) {
  session[mode] = on
  state.page = 0
  if (mode === "audio" && !on) reader.stop()
  refit({ whole: session.large || session.low })
  if (mode === "low" || mode === "large") search.turn(0)
  screen.draw({ again: mode === "audio" && on })
}

async function changeLanguage(link) {
  reader.stop()
  if (!speak(link.hreflang)) {
    await prepareOther(link)
    if (!speak(link.hreflang)) return // the server is away: opening the link would leave a blank screen
  }
  screen.viewDrawn = null // the other language's page is a new one: all of it is to be drawn
  screen.draw()
}

// What the page is told

function told(picture) {
  state.picture = picture
  edition ??= picture.edition
  clock.sync(picture.now)
  refit({ diagonal: picture.diagonal_mm })
  if (state.service) state.service = picture.services.find((one) => one.id === state.service.id) ?? state.service
  screen.draw()
  renewIfOld()
}

/** A page of another edition, or of yesterday, is opened anew while nobody is at it. */
function renewIfOld() {
  const old = state.picture.edition !== edition || performance.now() > OLD_AFTER_MS
  if (old && session.watched === "no" && !["ticket", "printing"].includes(state.step)) renew({ atOnce: true })
}

/** While none is given, ask now and then whether numbers are: a centre opens to the minute, without a touch. */
async function clockTicks() {
  screen.drawClock()
  const turn = Math.floor(clock.now / ASK_MS) // the server's clock may be a moment behind: once a minute is not enough
  if (turn === asked || state.picture.gives_numbers) return
  asked = turn
  try {
    told(await get("/api/kiosk/picture"))
  } catch {
    // the server's own news will come, or the next turn
  }
}

function press(target) {
  click()
  acts[target.dataset.act]?.(target)
}

onPress(document, press, () => {
  reader.hush()
  session.touched()
})
onKeys({
  press,
  scanned: (text) => {
    session.touched()
    read(text)
  },
  back: () => {
    const home = '[data-view]:not([hidden]) [data-act="home"]'
    const way = document.querySelector("[data-back]:not([hidden])") ?? document.querySelector(home)
    if (way) press(way)
  },
})
document.addEventListener("input", (event) => event.target.matches("[data-search]") && search.soon())
document.addEventListener("submit", (event) => {
  event.preventDefault()
  read(codeField.text)
})
document.addEventListener("focusin", (event) => {
  const byKeys = page.hasAttribute("data-keys")
  if (session.audio && byKeys && event.target.matches("[data-act]")) reader.readOne(event.target)
})
told(JSON.parse(document.body.dataset.picture))
clock.show(null, clockTicks)
setInterval(alive, 1_000)
stayAwake()

const socket = connect("/kiosk", {
  goneAfter: GONE_AFTER_MS,
  onChange: (word) => {
    state.gone = word === "gone"
    if (word === "live") {
      if (state.step === "lost") state.step = "services"
      document.querySelectorAll("[data-act='language']").forEach(prepareOther)
    }
    screen.draw()
  },
})
socket.on("picture", told)
reportDrift(socket)
socket.on("paper", (news) => {
  state.picture.printer = news.printer
  paper.heard(news)
  sheet.heard(news)
})
socket.on("connect_error", (error) => error.message === "unauthorized" && renew()) // revoked: the page says how to pair
