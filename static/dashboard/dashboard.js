/** The dashboard: charts come after the tiles, and are drawn when they have come. Everything else is links. */

import { download } from "../shared/download.js"
import { refill } from "../shared/fill.js"
import { english } from "../shared/language.js"
import { draw } from "./charts.js"

const PATIENCE = 30_000 // milliseconds: a year's charts take their time on a slow PC

document.querySelector("[data-print]")?.addEventListener("click", () => window.print())

// A choice of periods closes like a menu.
document.addEventListener("click", ({ target }) => {
  for (const menu of document.querySelectorAll(".choose[open]")) if (!menu.contains(target)) menu.open = false
})
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return
  for (const menu of document.querySelectorAll(".choose[open]")) {
    menu.open = false
    menu.querySelector("summary").focus()
  }
})

/* The report of the period. Where a check fails, one sentence is asked for first: on the page that shows the checks. */
const [making, made, notMade] = ["making", "made", "not-made"].map((name) => document.querySelector(`[data-${name}]`))
document.querySelector("[data-export]")?.addEventListener("submit", async (event) => {
  event.preventDefault()
  const { target: form, submitter } = event
  const buttons = [...form.querySelectorAll("button")]
  const show = (one) => [making, made, notMade].forEach((banner) => (banner.hidden = banner !== one))
  const sent = download(form, submitter)
  for (const button of buttons) button.disabled = true
  show(making)
  try {
    const error = await sent
    if (error?.field === "remark") return location.assign(notMade.dataset.checks)
    if (error) refill(notMade, { message: english() ? error.message_en : error.message_vi })
    show(error ? notMade : made)
  } catch {
    refill(notMade, { message: notMade.dataset.noAnswer })
    show(notMade)
  }
  for (const button of buttons) button.disabled = false
})

const place = document.querySelector("[data-charts-from]")
if (place) fetchCharts()

async function fetchCharts() {
  try {
    const response = await fetch(place.dataset.chartsFrom, {
      credentials: "same-origin",
      signal: AbortSignal.timeout(PATIENCE),
    })
    if (!response.ok) throw new Error(response.status)
    place.innerHTML = await response.text() // our own server's page part: escaped there, and no script in it runs
    draw(place)
    place.dataset.drawn = "yes"
  } catch {
    place.querySelector("[data-waiting]")?.remove()
    place.querySelector("[data-failed]")?.removeAttribute("hidden")
  }
}
