/**
 * The phone's line to the server: the few words of Socket.IO that one ticket needs (protocol 5 over Engine.IO 4), over a
 * bare WebSocket. The library would weigh more than the rest of the page; where no WebSocket opens, the page polls.
 *
 * How the line is stands in <html data-connection="…">: live, lost (silent for 3 s, the grey chip shows), gone (30 s).
 */
const ROOM = "/phone"
const LOST_MS = 3_000
const GONE_MS = 30_000
const SILENT_MS = 25_500 // the server knocks every 10 s, and waits 15 s for an answer
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 5_000
const REFUSED_MS = 60_000 // the ticket may be gone: the page that is polled will say so

/** Listen for `token`: `hear(name, picture)` for each message, `alive()` for every sign of life. Answers {isOpen()}. */
export function listen(token, hear, alive) {
  let socket = null
  let wait = FIRST_WAIT_MS
  let silence = null
  let open = false
  let timers = []

  function say(word) {
    document.documentElement.dataset.connection = word
    for (const chip of document.querySelectorAll("[data-connection-chip]")) chip.hidden = word !== "lost"
  }

  function back() {
    open = true
    wait = FIRST_WAIT_MS
    timers.forEach(clearTimeout)
    timers = []
    say("live")
  }

  function away() {
    open = false
    if (timers.length) return
    timers = [setTimeout(say, LOST_MS, "lost"), setTimeout(say, GONE_MS, "gone")]
  }

  function knock() {
    socket = new WebSocket(`${location.origin.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`)
    socket.onmessage = ({ data }) => read(data)
    socket.onclose = () => {
      clearTimeout(silence)
      away()
      setTimeout(knock, wait * (1 + Math.random() / 2)) // a hall of phones must not knock at once
      wait = Math.min(wait * 2, LONGEST_WAIT_MS)
    }
  }

  function read(data) {
    clearTimeout(silence)
    silence = setTimeout(() => socket.close(), SILENT_MS)
    alive()
    if (data[0] === "0") socket.send(`40${ROOM},${JSON.stringify({ token })}`)
    if (data === "2") socket.send("3")
    if (data.startsWith(`40${ROOM}`)) back()
    if (data.startsWith(`42${ROOM},`)) hear(...JSON.parse(data.slice(3 + ROOM.length)))
    if (data.startsWith("44") || data.startsWith("41")) {
      wait = REFUSED_MS
      socket.close()
    }
  }

  addEventListener("offline", away)
  addEventListener("online", () => open && back())
  away()
  knock()
  return { isOpen: () => open }
}
