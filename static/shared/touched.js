/** When somebody was last at this browser, in whichever of its windows: a desk that is left alone locks. */
import { keep, kept } from "./memory.js"

const LAST = "desk-touched"
const KEEP_EVERY_MS = 10_000
const TOUCHES = ["keydown", "pointerdown", "pointermove", "wheel"]

/** The latest touch in any window of staff, in milliseconds since 1970 and never to come; null: none is known. */
export function lastTouched() {
  const at = Number(kept(LAST))
  return at > 0 ? Math.min(at, Date.now()) : null
}

/** Somebody is here now; answers when that is. */
export function keepTouched() {
  const now = Date.now()
  keep(LAST, String(now))
  return now
}

/** Keep every touch of this window, at most one in ten seconds. `counts(at)` is told of each; false: it is no touch. */
export function watchTouches(counts = () => {}) {
  let keptAt = 0
  const touch = () => {
    const now = Date.now()
    if (counts(now) === false || Math.abs(now - keptAt) < KEEP_EVERY_MS) return
    keptAt = keepTouched()
  }
  for (const kind of TOUCHES) addEventListener(kind, touch, { capture: true, passive: true })
}
