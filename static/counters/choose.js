/** Choosing a counter. The last one is remembered for each name, and stands ready under Enter. */
import { inThisLanguage } from "../shared/address.js"
import { Refusal, ask, post } from "../shared/ask.js"
import { refill } from "../shared/fill.js"
import { keep, kept } from "../shared/memory.js"
import { keepTouched } from "../shared/touched.js"

const { username, current } = document.body.dataset
const KEPT = `counter-of-${username}`
const takeOver = document.querySelector("#take-over")
let wanted = null

const acts = {
  "sign-out": async () => {
    await attempt(() => ask("DELETE", "/api/session"), "/counter")
  },
  "take-over": () => sitDown(wanted),
  "stay-out": () => takeOver.close(),
}

document.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]")
  if (act) return void acts[act.dataset.act]()
  const tile = event.target.closest("[data-counter]")
  if (tile) choose(tile)
})

function choose(tile) {
  wanted = Number(tile.dataset.counter)
  if (!tile.dataset.officer || tile.hasAttribute("data-mine")) return sitDown(wanted)
  refill(takeOver, { officer: tile.dataset.officer, label: tile.dataset.label })
  takeOver.showModal()
}

async function sitDown(counter) {
  const seated = await attempt(() => post("/api/session/counter", { counter }), "/counter")
  if (!seated) return
  keep(KEPT, String(counter))
  keepTouched() // see lock.js: whoever has just sat down is here
}

async function attempt(work, then) {
  try {
    await work()
    location.assign(inThisLanguage(then))
    return true
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return location.assign(inThisLanguage("/counter"))
    const silent = document.querySelector("[data-words]").dataset.silent
    const refusal = document.querySelector("[data-refusal]")
    refill(refusal, { message: error instanceof Refusal ? error.message : silent })
    refusal.hidden = false
    if (takeOver.open) takeOver.close()
  }
}

const likely = document.querySelector(`[data-counter="${CSS.escape(current || kept(KEPT) || "1")}"]`)
;(likely ?? document.querySelector("[data-counter]"))?.focus()
