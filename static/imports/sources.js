/** The dialog in which sources are named, renamed and put aside. */

import { Refusal, ask, get, post } from "../shared/ask.js"
import { fill, refill } from "../shared/fill.js"
import { part, template } from "./words.js"

const dialog = document.querySelector('[data-dialog="sources"]')
const creating = part("new-source")

/** Open it; `changed()` is called when it closes. */
export async function editSources(changed) {
  dialog.addEventListener("close", changed, { once: true })
  await show()
  dialog.showModal()
}

async function show() {
  const { sources } = await get("/api/imports")
  const kinds = creating.querySelector("select").options
  const rows = sources.map((source) => {
    const row = fill(template("source-row"), source)
    const { name, kind, active } = row.elements
    name.value = source.name
    kind.append(...[...kinds].map((option) => option.cloneNode(true)))
    kind.value = source.kind
    active.checked = source.active
    row.addEventListener("submit", (event) => {
      event.preventDefault()
      const wish = { name: name.value, kind: kind.value, active: active.checked }
      attempt(() => ask("PUT", `/api/imports/sources/${source.id}`, wish))
    })
    return row
  })
  part("source-list").replaceChildren(...rows)
}

creating.addEventListener("submit", (event) => {
  event.preventDefault()
  const { name, kind } = creating.elements
  attempt(async () => {
    await post("/api/imports/sources", { name: name.value, kind: kind.value })
    name.value = ""
  })
})

const rules = part("rules")
rules.addEventListener("change", () => {
  const { conflict_rule, keeps_applicants } = rules.elements
  const wish = { conflict_rule: conflict_rule.value, keeps_applicants: keeps_applicants.checked }
  attempt(() => ask("PUT", "/api/imports/rules", wish))
})
rules.addEventListener("submit", (event) => event.preventDefault())

async function attempt(act) {
  const banner = part("source-refusal")
  banner.hidden = true
  try {
    await act()
    await show()
  } catch (error) {
    refill(banner, { message: error instanceof Refusal ? error.message : part("imports").dataset.noAnswer })
    banner.hidden = false
  }
}

dialog.addEventListener("click", (event) => {
  if (event.target.closest("[data-answer]")) dialog.close()
})
