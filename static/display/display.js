/**
 * The hall screen. A call is drawn the moment it comes and joins the speaker's queue; the board, sent whole, heals
 * whatever was missed. `?ux=1` shows the insides to tests as window.__ux.
 */
import { ask } from "../shared/ask.js"
import { clock } from "../shared/clock.js"
import { connect } from "../shared/connect.js"
import { reportDrift } from "../shared/drift.js"
import { refill } from "../shared/fill.js"
import { english } from "../shared/language.js"
import { said } from "../shared/said.js"
import { expose } from "../shared/ux.js"
import { Board } from "./board.js"
import { Clips } from "./clips.js"
import { Counters } from "./counters.js"
import { Heard } from "./heard.js"
import { News } from "./news.js"
import { Pace } from "./pace.js"
import { Speaker } from "./speaker.js"

const SPOKEN_SECONDS = 30 // a missed call older than this is only drawn
const FILL_GAP = 500 // milliseconds that a call waits for the one before it
const KEPT = "display.spoken" // in sessionStorage, so that a reload neither repeats nor forgets

const page = document.querySelector("[data-hall]")
const find = (name) => page.querySelector(`[data-${name}]`)
const picture = find("rows") ? new Board(page) : new Counters(page)
const heard = new Heard(remembered())

fitScreen()
addEventListener("resize", fitScreen)

// Sound

const AudioContext = window.AudioContext ?? window.webkitAudioContext
const context = AudioContext ? new AudioContext() : null
const clips = new Clips(context)
const speaker = new Speaker(clips, loadVoice(), {
  starts(call) {
    picture.starts(call)
    remember(Math.min(call.sequence, speaker.owed - 1))
  },
  ends(call) {
    picture.ends(speaker.busy)
    remember(Math.min(call.sequence, speaker.owed - 1))
    pace.report()
  },
})
speaker.muted = page.dataset.sound !== "on" // until the server says whether this screen speaks

/** One screen of a zone speaks. What the page's own address says goes before what is set for the device. */
function letSpeak(speaks) {
  speaker.muted = page.dataset.sound ? page.dataset.sound === "off" : !speaks
  showSound()
}

/** Fetch the clips, as often as it takes: while the server is away, the chime and the words can wait. */
async function loadVoice() {
  for (let pause = 1000; ; pause = Math.min(pause * 2, 30_000)) {
    try {
      await clips.load(await ask("GET", "/api/display/voice"))
      return showSound()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}

function showSound() {
  find("sound-bar").hidden = speaker.sound !== "blocked"
  if (socket.connected) socket.emit("sound", speaker.sound)
}

function unlock() {
  if (!speaker.muted) context?.resume().then(showSound, showSound)
}

for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, unlock)
context?.addEventListener("statechange", () => showSound())
globalThis.speechSynthesis?.addEventListener("voiceschanged", () => showSound()) // a browser finds its voices late

// What the server says

const socket = connect("/display", { auth: (answer) => answer({ since: heard.upTo }) })
reportDrift(socket)
const pace = new Pace(socket, speaker)
let zone = null
const loud = { hall: 100, here: 100 } // %
let lastNewsAt = null
const news = new News(socket, (word) => {
  picture.gone = word === "gone"
  find("last-news").hidden = lastNewsAt === null
  if (lastNewsAt !== null) refill(find("news-chip"), { time: clock.timeOf(lastNewsAt) })
})

socket.on("you", ({ speaks, volume }) => {
  loud.here = volume
  setVolume()
  letSpeak(speaks)
})

socket.on("board", (board) => {
  if (!clock.isSet) clock.sync(board.now)
  listen(board.now)
  zone = board.zone
  loud.hall = board.volume
  setVolume()
  picture.draw(board)
  const inEnglish = english() && Boolean(zone?.name_en)
  const part = { zone: zone && said(zone.name, zone.name_en || zone.name), zone_lang: inEnglish ? "en" : "vi" }
  refill(find("centre"), { ...board.centre, ...part })
  find("sample").hidden = !board.centre.is_sample
})

socket.on("missed", (owed) => {
  catchUp(owed)
  showSound()
})

socket.on("call", (call) => {
  if (isOurs(call)) {
    picture.call(call)
    tellReaders(call)
    pace.drawn(call)
  }
  if (heard.upTo !== null && call.sequence > heard.upTo + 1) fillGap(call)
  else hear(call, true)
})

socket.on("settled", ({ number }) => speaker.settle(number))
socket.on("heartbeat", ({ now }) => {
  pace.sync(now)
  listen(now)
})
socket.on("example", (call) => speaker.example(call))
socket.on("voice", loadVoice) // a named counter has got its clip

// A screen in a quieter room speaks more softly than the hall does at this hour.
function setVolume() {
  clips.volume = (loud.hall * loud.here) / 100
}

function listen(now) {
  lastNewsAt = now
  news.heard()
}

function hear(call, aloud) {
  if (heard.add(call.sequence) && aloud && isOurs(call)) speaker.say(call)
  pace.report()
}

/** Whether a call is of this screen's zone; a screen of the whole hall shows them all. */
function isOurs(call) {
  return !zone || zone.counters.includes(call.counter) || zone.services.includes(call.service_id)
}

// The call before this one has not come: ask for it, and speak both in order.
function fillGap(call) {
  socket.timeout(FILL_GAP).emit("since", heard.upTo, (lost, answer) => {
    if (!lost) catchUp(answer)
    hear(call, true)
  })
}

function catchUp({ calls, sequence }) {
  for (const call of calls) hear(call, !call.settled && clock.secondsSince(call.at) <= SPOKEN_SECONDS)
  heard.settle(sequence)
}

/** For a screen reader, beside the voice: each call is a line of its own, so that two at once are both read. */
function tellReaders(call) {
  const line = document.createElement("p")
  line.textContent = english() ? call.text_en : call.text
  find("spoken").append(line)
  while (find("spoken").childElementCount > 6) find("spoken").firstElementChild.remove()
}

// The screen itself

clock.show(find("clock"), () => {
  if (!clock.isSet) return
  const { day, date } = clock.dateOf()
  refill(find("clock"), { day: find("clock").dataset.days.split("|")[day], date, time: clock.timeOf() })
})

function fitScreen() {
  const scale = Math.min(innerWidth / 1920, innerHeight / 1080)
  document.documentElement.style.setProperty("--scale", scale.toFixed(4))
}

function remembered() {
  const kept = Number.parseInt(sessionStorage.getItem(KEPT) ?? "", 10)
  return Number.isSafeInteger(kept) ? kept : null
}

function remember(sequence) {
  const before = remembered()
  const another = before !== null && before > heard.upTo // the database was replaced: its count began anew
  if (before === null || another || sequence > before) sessionStorage.setItem(KEPT, String(sequence))
}

expose({ speaker, clips, heard })
