/**
 * How quickly this screen shows a call, and how far its voice is behind: told to the server, for the shift lead.
 * The time from the press is measured on the centre's clock, corrected by half of what a word takes there and back.
 */
import { clock } from "../shared/clock.js"

const KEPT = 20 // calls whose median is told
const REPORT_EVERY = 1_000 // milliseconds, at the most often
const MEASURE_EVERY = 60_000

export class Pace {
  #delay = 0 // milliseconds that a word of the server is on its way
  #lengths = []
  #told = ""
  #timer = null

  constructor(socket, speaker) {
    this.socket = socket
    this.speaker = speaker
    socket.on("connect", () => {
      this.#told = ""
      this.#measure()
    })
    setInterval(() => this.#measure(), MEASURE_EVERY)
  }

  /** A moment the server has just sent. */
  sync(moment) {
    clock.sync(moment, this.#delay)
  }

  /** A call has been drawn that was told live: note how long ago it was made, once it is on the glass. */
  drawn(call) {
    requestAnimationFrame(() =>
      setTimeout(() => {
        this.#lengths.push(Math.round(clock.secondsSince(call.at) * 1000))
        if (this.#lengths.length > KEPT) this.#lengths.shift()
        this.report()
      }),
    )
  }

  /** Tell the server, soon and only what is news. */
  report() {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      const said = { draw_ms: this.median, backlog_seconds: this.speaker.backlog }
      if (!this.socket.connected || this.#told === JSON.stringify(said)) return
      this.#told = JSON.stringify(said)
      this.socket.emit("report", said)
      if (said.backlog_seconds) this.report() // until the voice has caught up
    }, REPORT_EVERY)
  }

  /** Milliseconds from a press to the number on this screen: the middle one of the last calls, or null. */
  get median() {
    return [...this.#lengths].sort((a, b) => a - b)[Math.floor(this.#lengths.length / 2)] ?? null
  }

  #measure() {
    if (!this.socket.connected) return
    const asked = performance.now()
    this.socket.timeout(2_000).emit("time", (lost, moment) => {
      if (lost) return
      this.#delay = (performance.now() - asked) / 2
      this.sync(moment)
    })
  }
}
