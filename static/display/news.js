/**
 * How fresh the picture is, by the last word from the server and not by the socket's own belief: a cable pulled
 * without a goodbye leaves a socket that thinks it is connected.
 *
 *   live   news within the last 8 s (the server speaks every 5 s)
 *   lost   disconnected for 3 s, or silent for 8 s: the chip shows, with the time of the last news
 *   gone   silent for 30 s: the screen says so in the large field
 */
const SILENT_AFTER = 8_000
const LOST_AFTER = 3_000
const GONE_AFTER = 30_000
const GIVE_UP_AFTER = 11_000 // a silent connection is dropped, so that a new one may be made

export class News {
  #heard = performance.now()
  #since = performance.now() // of the disconnection
  #droppedAt = 0

  /** `onChange(word)` hears every change. */
  constructor(socket, onChange) {
    this.socket = socket
    this.onChange = onChange
    this.word = null
    socket.on("disconnect", () => {
      this.#since = performance.now()
    })
    setInterval(() => this.#look(), 500)
  }

  /** The server has just said something. */
  heard() {
    this.#heard = performance.now()
    this.#say("live")
  }

  #look() {
    const now = performance.now()
    const silent = now - this.#heard
    const connected = this.socket.connected
    if (connected && silent > GIVE_UP_AFTER && now - this.#droppedAt > GIVE_UP_AFTER) {
      this.#droppedAt = now
      this.socket.io.engine?.close()
    }
    if (silent > GONE_AFTER) this.#say("gone")
    else if (silent > SILENT_AFTER || (!connected && Math.min(silent, now - this.#since) > LOST_AFTER)) this.#say("lost")
  }

  #say(word) {
    if (word === this.word || (word === "lost" && this.word === "gone")) return
    this.word = word
    document.documentElement.dataset.news = word
    this.onChange(word)
  }
}
