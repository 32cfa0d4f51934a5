/** The director's page: printing, and handing in a file of another system. */

import { fill, refill } from "../shared/fill.js"
import { english } from "../shared/language.js"

const PATIENCE = 60_000 // milliseconds: reading a large file takes its time

document.querySelector("[data-print]")?.addEventListener("click", () => window.print())

const form = document.querySelector("[data-import]")
form?.addEventListener("submit", async (event) => {
  event.preventDefault()
  show("reading")
  const answer = await handIn(new FormData(form))
  if (answer.ok) return window.location.reload()
  show("failed", "faults")
  refill(part("failed"), { message: answer.message ?? part("no-answer").textContent })
  const rows = answer.faults.map((fault) => fill(document.querySelector("[data-fault]"), fault))
  document.querySelector("[data-fault-list]").replaceChildren(...rows)
  part("faults").hidden = rows.length === 0
})

/** {ok: true}, or the reason in the page's language (null: no answer) and the list of faults. */
async function handIn(body) {
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      signal: AbortSignal.timeout(PATIENCE),
    })
    if (response.ok) return { ok: true }
    const { error, faults = [] } = await response.json()
    return {
      ok: false,
      message: english() ? error.message_en : error.message_vi,
      faults: faults.map((fault) => ({
        ...fault,
        where: [fault.column, fault.title].filter(Boolean).join(" · "),
        reason: english() ? fault.reason_en : fault.reason_vi,
      })),
    }
  } catch {
    return { ok: false, message: null, faults: [] }
  }
}

function show(...names) {
  for (const name of ["reading", "failed", "faults"]) part(name).hidden = !names.includes(name)
}

function part(name) {
  return document.querySelector(`[data-${name}]`)
}
