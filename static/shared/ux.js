/**
 * What a page shows of its insides to tests, as window.__ux: only with `?ux=1`, and only where the server was started
 * with test_hooks. Everywhere else there is none, and nothing is kept.
 *
 *   announcements   [{ticket, counter, text, sequence, start, end}], milliseconds since 1970; end null while spoken
 *   prints          [{ticket, state, …}], as the page's own paper has it
 *   socket          the page's Socket.IO socket
 *   clock           the centre's clock (clock.js)
 */
import { clock } from "./clock.js"

const KEPT = 500 // the last so many: a screen lives for weeks

const root = document.documentElement
const asked = root.hasAttribute("data-ux") && new URLSearchParams(location.search).has("ux")

/** The page's window.__ux, or null. */
export const ux = asked ? (window.__ux ??= { announcements: [], prints: [], socket: null, clock }) : null

/** Let tests see `parts` by their names: expose({ socket }). */
export function expose(parts) {
  if (ux) Object.assign(ux, parts)
}

/** Keep `entry` at the end of a list ("announcements", "prints"); answers the entry, which may still be filled in. */
export function record(list, entry) {
  if (ux) {
    ux[list].push(entry)
    if (ux[list].length > KEPT) ux[list].shift()
  }
  return entry
}
