/**
 * The kiosk: two presses, one ticket. What is shown follows from the server's picture, the line to it, and the step
 * this citizen has reached; every change of any of them draws the screen anew.
 */
import { Refusal, newKey, post } from "../shared/ask.js"
import { clock } from "../shared/clock.js"
import { connect } from "../shared/connect.js"
import { refill } from "../shared/fill.js"
import { english } from "../shared/language.js"
import { dots } from "../shared/money.js"
import { expose } from "../shared/ux.js"
import { prepareOther, speak } from "./language.js"
import { Paper } from "./paper.js"
import { Search, drawPapers } from "./search.js"
import { drawTiles, shown } from "./services.js"
import { Session } from "./session.js"
import { Reader } from "./speech.js"
import { onPress } from "./tap.js"

const GONE_AFTER_MS = 5_000
const PATIENCE_MS = 20_000 // for one ticket, all tries with its one key
const TROUBLE_SHOWN_MS = 10_000
const WITHOUT_NUMBERS = { open: "stopped", lunch: "break" } // by the centre's state; else closed
const HOME = "vi" // the language each citizen begins with
const WITH_BACK = new Set(["quota", "nobody", "priority", "search", "papers"])
const WITHOUT_TOOLS = new Set(["ticket", "search", "closed", "break", "stopped"])
const NO_TICKET = { number: "", title: "", priority: false, ahead: "", wait: "", where: "", qr: null }

const page = document.documentElement
const state = { picture: null, gone: false, step: "services", page: 0, service: null, procedure: null, key: null }
const paper = new Paper({ changed: draw, closed: goHome })
const reader = new Reader()
const session = new Session({ ask: askIdle, answered: closeIdle, end: goHome })
const search = new Search({ perPage: () => (session.large ? 3 : 4), onError: trouble })
let viewDrawn = null

const acts = {
  language: (link) => changeLanguage(link),
  page: () => turnPage(),
  service: (tile) => chooseService(Number(tile.dataset.service)),
  "go-on": () => goTo("priority"),
  home: () => goHome({ keepModes: state.step !== "ticket" }),
  issue: (button) => issue(button.dataset.priority === "yes"),
  back: () => (state.step === "papers" ? goTo("search") : goHome({ keepModes: true })),
  large: () => setMode("large", !session.large),
  low: () => setMode("low", !session.low),
  audio: () => setMode("audio", !session.audio),
  stay: () => {}, // the touch itself has said it
  search: () => {
    goTo("search")
    search.open()
  },
  "found-page": (button) => search.turn(Number(button.dataset.by)),
  type: (key) => search.type(key.dataset.letter),
  erase: () => search.erase(),
  procedure: (row) => {
    state.procedure = search.procedure(row.dataset.code)
    goTo("papers")
  },
  "take-for-procedure": () => chooseService(state.procedure.service),
}

// What the citizen does

function chooseService(id) {
  const service = state.picture?.services.find((one) => one.id === id)
  if (!service) return goHome()
  state.service = service
  state.key = newKey()
  const { full, unserved } = shown(service, english())
  goTo(full ? "quota" : unserved ? "nobody" : "priority")
}

async function issue(priority) {
  const wish = { service: state.service.id, priority, language: english() ? "en" : "vi" }
  goTo("printing")
  const slow = setTimeout(() => stageShows({ slow: true }), GONE_AFTER_MS)
  try {
    const answer = await post("/api/tickets", wish, { key: state.key, timeout: 5_000, patience: PATIENCE_MS })
    paper.given(answer, session.slow)
    goTo("ticket")
  } catch (error) {
    trouble(error)
  } finally {
    clearTimeout(slow)
    stageShows({ slow: false })
  }
}

/** Something was refused or did not come: say so, and find the way back alone. */
function trouble(error) {
  if (error instanceof Refusal && error.status === 401) return location.reload() // no longer paired: the page says how
  if (error instanceof Refusal && error.status < 500 && error.message) {
    state.refusal = error.message
    return goTo("refused")
  }
  goTo("lost")
  setTimeout(() => state.step === "lost" && !state.gone && goHome({ keepModes: true }), TROUBLE_SHOWN_MS)
}

function goTo(step) {
  state.step = step
  draw()
}

/** The first screen again; unless `keepModes`, the citizen has left and all their choices go with them. */
function goHome({ keepModes = false } = {}) {
  Object.assign(state, { step: "services", page: 0, service: null, procedure: null, key: null })
  paper.forget()
  if (!keepModes) {
    for (const mode of ["large", "low", "audio"]) session[mode] = false
    reader.stop()
    speak(HOME)
  }
  draw()
}

function turnPage() {
  state.page += 1
  draw()
}

function setMode(mode, on) {
  session[mode] = on
  state.page = 0
  if (mode === "audio" && !on) reader.stop()
  draw({ again: mode === "audio" && on })
}

async function changeLanguage(link) {
  reader.stop()
  if (!speak(link.hreflang)) {
    await prepareOther(link)
    if (!speak(link.hreflang)) return // the server is away: opening the link would leave a blank screen
  }
  viewDrawn = null // the other language's page is a new one: all of it is to be drawn
  draw()
}

// What is drawn

function view() {
  if (state.step === "ticket" || state.step === "printing") return state.step
  if (state.gone) return "lost"
  if (state.picture && !state.picture.gives_numbers) return WITHOUT_NUMBERS[state.picture.state] ?? "closed"
  return state.step
}

function draw({ again = false } = {}) {
  const now = view()
  page.toggleAttribute("data-large", session.large)
  page.toggleAttribute("data-low", session.low)
  for (const mode of ["large", "low", "audio"]) {
    document.querySelector(`[data-act="${mode}"]`).setAttribute("aria-pressed", String(session[mode]))
  }
  reader.offer(english(), session.audio)
  drawClock()
  if (state.picture) drawPicture()
  if (now !== viewDrawn || again) showView(now)
  session.watch(watching(now))
}

function drawPicture() {
  const { picture } = state
  const guide = picture.centre.guide_desk
  const words = document.querySelector("[data-words-of-guide]").dataset
  stageShows({
    centre: picture.centre,
    lunch: picture.state === "lunch",
    opens: picture.state === "lunch" ? picture.opens : english() ? picture.opens_en : picture.opens_vi,
    guide: guide === null ? words.guideUnknown : words.guideCounter.replace("{}", guide),
    service: state.service && shown(state.service, english()),
    refusal: state.refusal,
    procedure: state.procedure && procedureShown(state.procedure),
    paperOut: paper.out,
    printed: paper.state === "printed",
    printing: paper.state === "printing",
    unsure: paper.state === "unsure",
    noPaper: paper.state === "none",
    ticket: paper.ticket ? ticketShown(paper.ticket) : NO_TICKET,
  })
  const modes = { page: state.page, english: english(), large: session.large, low: session.low }
  state.page = drawTiles(picture.services, modes)
}

function drawClock() {
  document.querySelector("[data-clock]").textContent = clock.isSet ? clock.timeOf() : ""
}

function stageShows(values) {
  refill(document.body, values)
}

function ticketShown(ticket) {
  return {
    ...ticket,
    title: english() ? ticket.service_name_en : ticket.service_name,
    wait: english() ? ticket.wait_text_en : ticket.wait_text,
    where: ticket.counters.join(", "),
  }
}

function procedureShown(procedure) {
  return { ...procedure, days: procedure.working_days || null, fee: procedure.fee ? dots(procedure.fee) : null }
}

function showView(name) {
  viewDrawn = name
  for (const section of document.querySelectorAll("[data-view]")) section.hidden = section.dataset.view !== name
  page.dataset.shown = name
  const section = document.querySelector(`[data-view="${name}"]`)
  document.querySelector("[data-back]").hidden = !WITH_BACK.has(name)
  document.querySelector("[data-tools]").hidden = WITHOUT_TOOLS.has(name)
  if (name === "papers") drawPapers(state.procedure)
  if (name === "search") document.querySelector("[data-words]").focus()
  else section.querySelector("h1")?.focus({ preventScroll: true })
  if (session.audio) reader.read(section)
}

// Who is there

function watching(name) {
  if (name === "ticket" || name === "printing") return "no" // these close by themselves
  const changed = session.large || session.low || session.audio || page.lang !== HOME || state.page > 0
  if (["services", "lost", "closed", "break", "stopped"].includes(name)) return changed ? "quietly" : "no"
  return "aloud"
}

function askIdle(seconds) {
  const dialog = document.querySelector("#idle")
  refill(dialog, { seconds })
  if (!dialog.open) dialog.showModal()
}

function closeIdle() {
  document.querySelector("#idle").close()
}

/** Fit the drawing, 1080 × 1920 or on its side, to the panel that is there. */
function fit() {
  const [wide, tall] = innerHeight >= innerWidth ? [1080, 1920] : [1920, 1080]
  page.style.setProperty("--fit", Math.max(0.3, Math.min(innerWidth / wide, innerHeight / tall)).toFixed(4))
}

function told(picture) {
  state.picture = picture
  clock.sync(picture.now)
  if (state.service) state.service = picture.services.find((one) => one.id === state.service.id) ?? state.service
  draw()
}

expose({ prints: paper.history })
fit()
addEventListener("resize", fit)
onPress(
  document,
  (target) => acts[target.dataset.act]?.(target),
  () => session.touched(),
)
document.addEventListener("input", (event) => event.target.matches("[data-words]") && search.soon())
told(JSON.parse(document.body.dataset.picture))
clock.show(null, drawClock)

const socket = connect("/kiosk", {
  goneAfter: GONE_AFTER_MS,
  onChange: (word) => {
    state.gone = word === "gone"
    if (word === "live") {
      if (state.step === "lost") state.step = "services"
      prepareOther(document.querySelector("[data-act='language']"))
    }
    draw()
  },
})
socket.on("picture", told)
socket.on("paper", (news) => paper.heard(news))
