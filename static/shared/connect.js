/**
 * The page's one ear. On connecting, the server sends the whole picture, so a screen that slept is right again by
 * itself; this module only keeps the line open and says how it is:
 *
 *   live   connected
 *   lost   silent for more than 3 s: the grey chip shows
 *   gone   silent for longer than the screen can bear (30 s unless told): the screen's own state
 *
 * The word stands in <html data-connection="…"> for the style sheet, and `onChange(word)` is called.
 */
import { io } from "../vendor/socket.io.esm.min.js"
import { expose } from "./ux.js"

const LOST_AFTER = 3_000
const GONE_AFTER = 30_000
const AGAIN_AFTER = 2_000 // after a refusal, which the library does not retry by itself

/**
 * A Socket.IO socket on `namespace`. Options: goneAfter, milliseconds; onChange(word); auth, sent when connecting.
 * The element [data-connection-chip] is shown while lost.
 */
export function connect(namespace, { goneAfter = GONE_AFTER, onChange = () => {}, auth } = {}) {
  const socket = io(namespace, {
    auth,
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    timeout: 5_000,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5, // a hall of screens must not all knock in the same instant
  })
  const line = new Line(goneAfter, onChange)

  socket.on("connect", () => line.back())
  socket.on("disconnect", (reason) => {
    line.away()
    if (reason === "io server disconnect") again(socket)
  })
  socket.on("connect_error", () => {
    line.away()
    if (!socket.active) again(socket)
  })
  addEventListener("offline", () => line.away())
  addEventListener("online", () => (socket.connected ? line.back() : socket.connect()))
  line.away()
  expose({ socket })
  return socket
}

class Line {
  #timers = []
  #away = false

  constructor(goneAfter, onChange) {
    this.goneAfter = goneAfter
    this.onChange = onChange
    this.word = null
  }

  away() {
    if (this.#away) return
    this.#away = true
    this.#timers = [
      setTimeout(() => this.#say("lost"), Math.min(LOST_AFTER, this.goneAfter)),
      setTimeout(() => this.#say("gone"), this.goneAfter),
    ]
  }

  back() {
    this.#away = false
    this.#timers.forEach(clearTimeout)
    this.#say("live")
  }

  #say(word) {
    if (word === this.word) return
    this.word = word
    document.documentElement.dataset.connection = word
    for (const chip of document.querySelectorAll("[data-connection-chip]")) chip.hidden = word !== "lost"
    this.onChange(word)
  }
}

function again(socket) {
  setTimeout(() => socket.connect(), AGAIN_AFTER * (1 + Math.random()))
}
