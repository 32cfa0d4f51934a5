/**
 * Brings the page back by itself: after a script error, when its own clockwork has stopped, when it never began, and
 * when the server gives another edition of it. It never leaves the page while the server is away (the browser's own
 * error page does not come back), and never takes a number off the screen before it could be read.
 *
 * A module of its own, without imports, so that it stands when another one fails.
 */

const LOOK_MS = 1_000 // counted in looks and not in time: after a sleep of the machine all clocks jump
const FIRST_LOOKS = 15 // for all modules to come over a slow line
const LOOKS = 10 // without a call of alive()
const READING_MS = 15_000 // a number on the screen stays so long
const PAUSES_MS = [1_000, 5_000, 20_000, 60_000] // before the first, second … renewal in a row: a fault that stays
const CALM_MS = 300_000 // after which the row begins anew
const ASK_AGAIN_MS = 3_000
const MEMORY = "kiosk-renewals"

let missed = 0
let patience = FIRST_LOOKS
let renewing = false

/** The page's clockwork runs: to be called each second or so. */
export function alive() {
  missed = 0
  patience = LOOKS
}

/** Open the page anew as soon as the server answers. `at once` for what is no fault: a new edition, the night. */
export async function renew({ atOnce = false } = {}) {
  if (renewing) return
  renewing = true
  await rest(atOnce ? 0 : pause())
  if (document.documentElement.dataset.shown === "ticket") await rest(READING_MS)
  while (!(await answers())) await rest(ASK_AGAIN_MS)
  location.replace(location.pathname + location.search) // and not reload(): nothing typed is to come back
}

async function answers() {
  try {
    return (await fetch(location.pathname, { cache: "no-store", signal: AbortSignal.timeout(5_000) })).ok
  } catch {
    return false
  }
}

/** How long to wait before the next renewal: longer with each in a row, so that a page that cannot stand does not hammer. */
function pause() {
  const now = Date.now()
  const before = remembered().filter((at) => now - at < CALM_MS)
  try {
    sessionStorage.setItem(MEMORY, JSON.stringify([...before, now].slice(-PAUSES_MS.length)))
  } catch {
    // nothing is kept: the first pause each time
  }
  return PAUSES_MS[Math.min(before.length, PAUSES_MS.length - 1)]
}

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(MEMORY)) ?? []
  } catch {
    return []
  }
}

const rest = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

addEventListener("error", () => renew())
addEventListener("unhandledrejection", () => renew())
setInterval(() => ++missed > patience && renew(), LOOK_MS)
