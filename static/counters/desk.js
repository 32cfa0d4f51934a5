/**
 * The officer's desk. What is shown follows from the server's picture alone: a press asks, the answer is the new
 * picture, and nothing is shown as done before it has come.
 */
import { inThisLanguage } from "../shared/address.js"
import { ask, get, post } from "../shared/ask.js"
import { clock } from "../shared/clock.js"
import { connect } from "../shared/connect.js"
import { fillList, refill } from "../shared/fill.js"
import { CorrectDialog } from "./correct_dialog.js"
import { Dialogs, drawDialogLists, isOurs } from "./dialogs.js"
import { ResultDialog, UnfinishedDialog } from "./dossier_dialogs.js"
import { setKeys } from "./key_settings.js"
import { Keys } from "./keys.js"
import { Lock } from "./lock.js"
import { announcementOf, labelOf, listsOf, timersOf, valuesOf, wordOf } from "./picture.js"
import { watchScans } from "./scan.js"
import { Screen } from "./screen.js"
import { Sending } from "./sending.js"
import { SlipDialog } from "./slip_dialog.js"
import { Strip } from "./strip.js"
import { TransferDialog } from "./transfer_dialog.js"
import { HandoverDialog, QuickDialog } from "./visit_dialogs.js"

const NOTICE_MS = 8_000
const STALE_MS = 5_000 // a picture that was painted a little earlier is late; a much earlier one: the clock was set
const KEYED = ["primary", "recall", "miss", "open-transfer", "hold", "open-chosen", "open-slip", "open-quick", "undo"]

const words = document.querySelector("[data-page-words]").dataset
const state = { desk: null, catalogue: null, catalogueOf: "", fresh: 0, line: "live", unsent: false, notice: {} }
const number = JSON.parse(document.body.dataset.desk).counter.number
const room = `/api/counters/${number}`

const sending = new Sending({
  room,
  desk: () => state.desk,
  told,
  look,
  begun: () => notice({}),
  unsent: (unsent) => show({ unsent }),
  locked: () => lock.show(),
  silent: words.silent,
})
const send = (...act) => sending.send(...act)
const attempt = (...act) => sending.attempt(...act)
const strip = new Strip(document.querySelector("[data-strip]"), {
  log: ({ body, key }) => send("entries", body, undefined, { key }),
  changed: () => {
    document.documentElement.toggleAttribute("data-strip-open", strip.isOpen)
    if (!strip.isOpen) document.querySelector("[data-act='primary']").focus()
    draw()
  },
})
const house = {
  send,
  put: (noun, body) => attempt(() => ask("PUT", `${room}/${noun}`, body)),
  desk: () => state.desk,
  catalogue: () => state.catalogue ?? { services: [], counters: [], procedures: [] },
  freshen: loadCatalogue,
  say: (said) => notice({ said }),
  words,
}
const dialogs = new Dialogs(house)
const fittings = { ...house, dialogs, strip, room } // what each dialog of a file of its own is given
const transfer = new TransferDialog(fittings)
const slip = new SlipDialog(fittings)
const quick = new QuickDialog(fittings)
const handover = new HandoverDialog(fittings)
const unfinished = new UnfinishedDialog(fittings)
const result = new ResultDialog(fittings)
const correcting = new CorrectDialog(fittings)
for (const [name, dialog] of Object.entries({ transfer, slip, quick, handover, result, correct: correcting })) {
  dialogs.forms[name] = () => dialog.submit()
}
const screen = new Screen(JSON.parse(document.body.dataset.desk).officer?.username ?? "")
const lock = new Lock(document.getElementById("lock"), {
  minutes: () => state.desk.centre.lock_minutes,
  unlocked: look,
})

const acts = {
  ...dialogs.acts,
  primary,
  recall: () => onTicket("recalls", "called", (desk, before) => desk.ticket?.calls > before.calls),
  miss: () => onTicket("no-shows", "called", gone),
  hold: () => onTicket("holds", null, gone),
  undo: () => state.desk.undo && tell(send("undos", {})),
  reopen: () => tell(send("openings", {})).then(() => dialogs.close()),
  "close-counter": () => (state.desk.counter.alone ? dialogs.show("closing") : closeCounter()),
  "close-all-the-same": closeCounter,
  "hold-then-pause": async () => (await onTicket("holds", null, gone))?.desk && dialogs.show("pause"),
  "close-strip": () => strip.close(),
  "open-transfer": () => transfer.open(),
  "open-slip": () => slip.open(),
  "print-slip": () => slip.again(),
  "open-quick": () => quick.open(),
  "open-handover": () => handover.open(),
  "open-unfinished": () => unfinished.open(),
  complete: (button) => unfinished.complete(button),
  "open-result": () => result.open(),
  "open-logged": () => correcting.open(),
  correct: (button) => correcting.correct(button),
  strike: () => correcting.strike(),
  "answer-message": answerMessage,
  "hints-off": () => screen.enough(),
  dock: () => screen.dock(),
  lock: () => lock.lock(),
  "skip-facts": () => strip.skip(),
  "add-dossier": () => strip.add(),
  "sign-out": async () => {
    const { error } = await attempt(() => ask("DELETE", "/api/session"), { picture: false })
    if (error) notice({ wrong: error })
    else location.assign(inThisLanguage("/counter"))
  },
}

// What the officer does

function primary() {
  const word = wordOf(state.desk)
  if (word === "called") return onTicket("servings", "called", (desk) => desk.ticket?.state === "serving")
  if (word === "serving") return strip.isOpen ? finish() : strip.open()
  if (word === "paused" || word === "closed") return acts.reopen()
  return callNext()
}

async function callNext() {
  const answer = await tell(send("calls", {}, (desk) => desk.ticket?.state === "called"))
  if (answer?.desk && "called" in answer.desk && answer.desk.called === null) notice({ said: words.nobody })
}

/** The last line of the strip goes with the finish: one press, one answer. */
async function finish() {
  const { ticket } = state.desk
  if (sending.busy || !ticket) return
  let sent = null
  const withLine = async ({ body: { ticket: _, ...entry }, key }) =>
    (sent = await send("finishes", { ticket: ticket.token, entry }, gone, { key }))
  if (!(await strip.commit(withLine))) return
  const answer = sent ?? (await onTicket("finishes", "serving", gone))
  if (answer?.desk) screen.finished()
}

/** The shift lead has said something: one press does what is asked, where that is one press, and says it is read. */
async function answerMessage() {
  const [message] = state.desk.messages
  if (!message) return
  if (message.kind === "reopen" && state.desk.counter.state !== "open") {
    const { desk } = await tell(send("openings", {}))
    if (!desk) return
  }
  const { error } = await attempt(() => post(`${room}/messages-seen`, { message: message.id }), { picture: false })
  if (error) return notice({ wrong: error })
  return look()
}

async function closeCounter() {
  const { error } = await send("closings", {})
  if (error) return dialogs.wrong(error)
  dialogs.close()
}

/** An act upon the ticket at the counter, where it is in that state; named, so that a late press hits no other. */
function onTicket(noun, when, reached) {
  const { ticket } = state.desk
  if (!ticket || (when && ticket.state !== when)) return
  return tell(send(noun, { ticket: ticket.token }, reached))
}

const gone = (desk, before) => desk.ticket?.token !== before.token

/** Say what was refused, below the buttons. */
async function tell(asking) {
  const answer = await asking
  if (answer.error) notice({ wrong: answer.error })
  return answer
}

async function look() {
  try {
    told(await get(`${room}/desk`))
  } catch {
    // the socket will bring the picture
  }
}

async function loadCatalogue() {
  const { desk } = state
  state.catalogueOf = signOf(desk)
  try {
    state.catalogue = strip.catalogue = await get(`${room}/catalogue`)
  } catch {
    state.catalogueOf = ""
  }
}

/** What the catalogue depends on: the day, and the services of this counter. */
const signOf = (desk) => `${desk.now.slice(0, 10)} ${desk.services.map((one) => one.letter + one.first)}`

// What is told and shown

function told(desk) {
  const before = state.desk
  const late = before ? Date.parse(before.now) - Date.parse(desk.now) : 0
  if (late > 0 && late < STALE_MS) return
  const more = before && !before.ticket && !desk.ticket ? desk.waiting.count - before.waiting.count : 0
  if (more > 0) screen.tick()
  state.fresh = desk.ticket || desk.waiting.count === 0 ? 0 : Math.max(state.fresh + Math.max(more, 0), 0)
  state.desk = desk
  clock.sync(desk.now)
  strip.follow(desk)
  if (desk.locked && dialogs.open?.id !== "handover") lock.show()
  announce(desk)
  drawLists()
  draw()
  if (state.catalogueOf !== signOf(desk)) loadCatalogue()
}

function show(change) {
  Object.assign(state, change)
  draw()
}

/** Say a change of the desk to a screen reader: once, politely, and never a running time. */
function announce(desk) {
  const said = announcementOf(desk)
  const live = document.querySelector("[data-live]")
  const sentence = said ? fillWords(live.dataset[said.word], said) : ""
  if (live.textContent !== sentence) live.textContent = sentence
}

const fillWords = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name])

let noticeTimer
function notice(notice) {
  clearTimeout(noticeTimer)
  show({ notice: { wrong: null, said: null, ...notice } })
  noticeTimer = setTimeout(() => show({ notice: { wrong: null, said: null } }), NOTICE_MS)
}

function draw() {
  const { desk } = state
  if (!desk) return
  refill(document.body, valuesOf(desk, { ...state, strip: strip.isOpen, words, outcomes: strip.words }))
  const timers = timersOf(desk)
  for (const timer of document.querySelectorAll("[data-since]")) timer.textContent = timers[timer.dataset.since]
  document.documentElement.dataset.word = wordOf(desk)
  const fresh = state.fresh ? `(${state.fresh}) ` : ""
  document.title = `${fresh}${desk.ticket ? `${desk.ticket.number} · ` : ""}${labelOf(desk.counter)}`
}

function drawLists() {
  const lists = listsOf(state.desk)
  const one = (selector) => document.querySelector(selector)
  fillList(one("[data-line-services]"), one("[data-line-service]"), lists.services, (row) => row.letter)
  fillList(one("[data-line-rows]"), one("[data-line-row]"), lists.line, (row) => row.token)
  drawDialogLists(lists)
}

// Ways in: buttons, keys, the scanner, the server

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]")
  if (!button || event.detail > 1) return // the second half of a double click
  if (button.type === "submit") event.preventDefault()
  if (button.getAttribute("aria-disabled") !== "true") acts[button.dataset.act]?.(button)
})

/** A key of the desk; while a dialog is open, F2 answers that instead. */
const key = (act) => () => {
  const open = dialogs.open
  if (lock.closed) return
  if (!open) return pressable(act) && acts[act]()
  if (act === "primary") open.querySelector("form")?.requestSubmit()
}

function pressable(act) {
  return document.querySelector(`[data-act="${act}"]`)?.getAttribute("aria-disabled") !== "true"
}

const keys = new Keys(
  {
    ...Object.fromEntries(KEYED.map((act) => [act, key(act)])),
    "open-keys": () => lock.closed || (dialogs.open?.id === "keys" ? dialogs.close() : dialogs.show("keys")),
  },
  () => lock.closed || (dialogs.open ? dialogs.close() : strip.close()),
)
setKeys(keys, document.getElementById("keys"))

watchScans({
  busy: () => Boolean(dialogs.open),
  before: () => strip.snapshot(),
  scanned: (text) => {
    const word = wordOf(state.desk)
    const ours = isOurs(text)
    if (word === "serving") return ours ? notice({ said: words.scanLater }) : strip.scanned(text)
    if (word !== "called" && ours) return dialogs.showScanned(text)
    notice({ said: word === "called" ? words.scanFirst.replace("{key}", keys.of("primary")) : words.noTicket })
  },
})

told(JSON.parse(document.body.dataset.desk))
clock.show(document.querySelector("[data-clock]"))
setInterval(() => {
  draw()
  lock.look()
}, 1_000)
if (!strip.isOpen) document.querySelector("[data-act='primary']").focus()
const socket = connect("/counter", { onChange: (line) => show({ line }) })
socket.on("desk", (desk) => desk.counter.number === number && told(desk))
