/** The dashboard: charts come after the tiles, and are drawn when they have come. Everything else is links. */

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
