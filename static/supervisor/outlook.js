/** Which counter to open now or soon, and how right this week's waits were: asked once a minute, since both take a while. */
import { get } from "../shared/ask.js"
import { fillList } from "../shared/fill.js"
import { english } from "../shared/language.js"

const A_MINUTE = 60_000
const PATIENCE = { timeout: 20_000, patience: 25_000 } // milliseconds

const place = document.querySelector("[data-outlook]")
const inThisLanguage = (one, name) => (english() ? one[`${name}_en`] : one[name])

async function look() {
  try {
    const { hints } = await get("/api/fairness/staffing", PATIENCE)
    const rate = await get("/api/fairness/hit-rate", PATIENCE)
    const shown = hints.map((hint) => ({
      id: `${hint.counter} ${hint.at}`,
      text: inThisLanguage(hint, "text"),
      counter: hint.counter,
      evidence: inThisLanguage(hint, "evidence"),
    }))
    fillList(place.querySelector("[data-hints]"), place.querySelector("template"), shown)
    place.querySelector("[data-hit-rate]").textContent = inThisLanguage(rate, "text")
    place.querySelector("[data-hit-rate-link]").hidden = !rate.text
    place.hidden = !shown.length && !rate.text
  } catch {
    // What was shown stays; the board itself says when the server is silent.
  }
  setTimeout(look, A_MINUTE)
}

look()
