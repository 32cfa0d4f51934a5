/**
 * Speaks the calls: first in, first out, never two at a time. It owns the order of the voice and of the large
 * number, and nothing else: what is drawn in the list does not wait for it, and its failures hide nothing.
 *
 *   say(call)        a call joins the queue; a call of the same ticket that still waits is merged into it
 *   settle(number)   the citizen is at the counter (or gone): no need to speak, or to speak again
 */
import { record } from "../shared/ux.js"
import { localVoice } from "../shared/voice.js"

const WATCHDOG = 12_000 // milliseconds for one call: a browser may lose an "ended"
const ENGLISH_TOO = 6_000 // … and so many more for one that is said in English too
const GAP = 250 // milliseconds of quiet between two calls
const ONE_READING_FROM = 2 // so many others waiting: the first reading is the only one
const BRIEF_FROM = 4 // … and from here on only number and counter, no chime
const STALE = 60_000 // milliseconds in the queue after which a call is left to the eyes
const SILENT = { usual: 5_000, brief: 2_500 } // how long the large number stands when there is no sound
const USUALLY = { twice: 9.5, once: 5, brief: 3 } // seconds that a call takes
const LOADING = 1_500 // milliseconds that the first call waits for its clips

export class Speaker {
  #queue = []
  #working = false
  #now = null // the call that is spoken
  #begun = 0 // and since when
  #settled = false // the one that is spoken now has its citizen
  #clips
  #ready
  #told

  /** `clips` as in clips.js, `ready` their promise; `told` {starts(call), ends(call)} hears of the queue. */
  constructor(clips, ready, told) {
    this.#clips = clips
    this.#ready = ready
    this.#told = told
    this.muted = false
  }

  get waiting() {
    return this.#queue.length
  }

  /** Whether a call is being spoken, or will be. */
  get busy() {
    return this.#now !== null || this.waiting > 0
  }

  /** Seconds that a call made now would wait for its first word. */
  get backlog() {
    const each = this.waiting >= BRIEF_FROM ? USUALLY.brief : this.waiting >= ONE_READING_FROM ? USUALLY.once : USUALLY.twice
    const rest = this.#now ? Math.max(0, each - (performance.now() - this.#begun) / 1000) : 0
    return Math.round(rest + this.waiting * each)
  }

  /** The smallest sequence that still waits to be spoken; Infinity when none does. */
  get owed() {
    return Math.min(...this.#queue.map((waiting) => waiting.call.sequence))
  }

  /** "on"; "chime": no words; "blocked": the browser wants a touch first; "off": muted, or no sound at all. */
  get sound() {
    const context = this.#clips.context
    if (this.muted || !context) return "off"
    if (context.state !== "running") return "blocked"
    return this.#clips.has(["invite", "to-counter"]) || localVoice("vi") ? "on" : "chime"
  }

  say(call) {
    this.#queue = this.#queue.filter((waiting) => waiting.call.number !== call.number)
    const later = this.#queue.findIndex((waiting) => waiting.call.sequence > call.sequence)
    this.#queue.splice(later < 0 ? this.#queue.length : later, 0, { call, since: performance.now() })
    if (!this.#working) this.#work()
  }

  /** Say an example once, for whoever tries the loudspeaker; not while a call is spoken, nor in its way. */
  async example(call) {
    if (this.#working || this.sound === "off" || this.sound === "blocked") return
    this.#working = true
    const running = { stops: new Set(), over: false }
    const [first] = call.readings
    try {
      await Promise.race([this.#read(first, running, this.#clips.voicesFor(first.clips)), rest(WATCHDOG)])
    } catch (error) {
      console.warn(`example: ${error.message}`)
    } finally {
      running.over = true
      hush(running.stops)
    }
    await this.#work()
  }

  settle(number) {
    const gone = this.#queue.filter((waiting) => waiting.call.number === number)
    this.#queue = this.#queue.filter((waiting) => waiting.call.number !== number)
    for (const { call } of gone) this.#tell("ends", call)
    if (this.#now?.number === number) this.#settled = true
  }

  async #work() {
    this.#working = true
    while (this.#queue.length) {
      const { call, since } = this.#queue.shift()
      if (performance.now() - since > STALE) {
        this.#tell("ends", call)
        continue
      }
      await this.#speak(call)
      await rest(GAP)
    }
    this.#working = false
  }

  async #speak(call) {
    this.#now = call
    this.#begun = performance.now()
    this.#settled = false
    const lacking = !this.muted && this.#clips.context && !this.#clips.has(call.readings[0].clips)
    if (lacking) await Promise.race([this.#ready, rest(LOADING)])
    const { number, counter, text, sequence } = call
    const entry = record("announcements", { ticket: number, counter, text, sequence, start: moment(), end: null })
    this.#tell("starts", call)
    const running = { stops: new Set(), over: false }
    try {
      const patience = WATCHDOG + (call.readings.length > 2 ? ENGLISH_TOO : 0)
      await Promise.race([this.#readings(call, running), rest(patience)])
    } catch (error) {
      console.warn(`voice of ${call.number}: ${error.message}`)
    } finally {
      running.over = true
      hush(running.stops)
      entry.end = moment()
      this.#now = null
      this.#tell("ends", call)
    }
  }

  // A picture that cannot be drawn must not silence the hall.
  #tell(what, call) {
    try {
      this.#told[what](call)
    } catch (error) {
      console.error(error)
    }
  }

  async #readings(call, running) {
    const [first, again, english] = call.readings
    const voices = this.#clips.voicesFor([...first.clips, ...again.clips]) // one person says the whole call
    const brief = this.waiting >= BRIEF_FROM
    if (this.sound === "off" || this.sound === "blocked") {
      const until = performance.now() + (brief ? SILENT.brief : SILENT.usual)
      while (performance.now() < until && !this.#settled) await rest(100)
      return
    }
    await this.#read(brief ? { ...again, clips: again.clips.slice(1) } : first, running, voices)
    const more = () => !brief && !this.#settled && this.waiting < ONE_READING_FROM
    if (more()) await this.#read(again, running, voices)
    if (english && more() && this.#clips.has(english.clips)) {
      await this.#read(english, running, this.#clips.voicesFor(english.clips))
    }
  }

  async #read({ clips, words }, running, voices) {
    if (running.over) return
    if (!this.#clips.has(clips, voices) && clips.includes("chime")) {
      await this.#play(["chime"], running, voices)
      clips = clips.filter((step) => step !== "chime") // and perhaps the words have come meanwhile
      if (running.over) return
    }
    if (this.#clips.has(clips, voices)) return this.#play(clips, running, voices)
    const voice = localVoice("vi")
    if (voice) await utter(words, voice, running)
  }

  async #play(clips, running, voices) {
    const sound = this.#clips.play(clips, voices)
    running.stops.add(sound.stop)
    await sound.ended
    running.stops.delete(sound.stop)
  }
}

// A sound that cannot even be stopped must not hold up the next call.
function hush(stops) {
  for (const stop of stops) {
    try {
      stop()
    } catch (error) {
      console.warn(`stop: ${error.message}`)
    }
  }
}

function utter(words, voice, running) {
  const utterance = new SpeechSynthesisUtterance(words)
  utterance.voice = voice
  utterance.lang = "vi-VN"
  utterance.rate = 0.95
  const stop = () => speechSynthesis.cancel()
  running.stops.add(stop)
  return new Promise((resolve) => {
    utterance.onend = utterance.onerror = () => {
      running.stops.delete(stop)
      resolve()
    }
    speechSynthesis.speak(utterance)
  })
}

// Milliseconds since 1970 on a count that never jumps.
function moment() {
  return Math.round(performance.timeOrigin + performance.now())
}

function rest(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
