/**
 * Tells a scanner from fingers: at least 6 characters, on average less than 35 ms apart, ended by Enter.
 * A scanner types wherever the focus is, so what its letters have done on the way is taken back.
 */

const LEAST = 6
const FAST_MS = 35
const BREAK_MS = 150 // a longer pause ends a burst; a busy PC may swallow a shorter one

/** `before()` remembers what a burst may spoil; `scanned(text)` is called once that is taken back; nothing happens while `busy()`. */
export function watchScans({ before, scanned, busy }) {
  let burst = null

  addEventListener("keydown", listen, { capture: true })

  function listen(event) {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || busy()) return void (burst = null)
    if (event.key === "Enter") return end(event)
    if (event.key.length !== 1) return // a Shift of the scanner's own capitals
    const alive = burst && event.timeStamp - burst.last < BREAK_MS
    if (!alive) burst = { text: "", first: event.timeStamp, undo: undoing() }
    burst.text += event.key
    burst.last = event.timeStamp
  }

  function end(event) {
    const ended = burst
    burst = null
    if (!ended || ended.text.length < LEAST || event.timeStamp - ended.last > BREAK_MS) return
    if ((ended.last - ended.first) / (ended.text.length - 1) >= FAST_MS) return
    event.preventDefault()
    event.stopImmediatePropagation()
    ended.undo()
    scanned(ended.text)
  }

  function undoing() {
    const field = document.activeElement
    const value = field?.value
    const undo = before()
    return () => {
      if (value !== undefined && field.value !== value) field.value = value
      undo()
    }
  }
}
