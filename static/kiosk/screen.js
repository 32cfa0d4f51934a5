/** What stands on the kiosk's screen: which view, filled from the picture and from what this citizen has chosen. */
import { clock } from "../shared/clock.js"
import { number } from "../shared/digits.js"
import { refill } from "../shared/fill.js"
import { english } from "../shared/language.js"
import { said } from "../shared/said.js"
import { unparted } from "../shared/units.js"
import { shownCode } from "./codes.js"
import { drawPapers } from "./search.js"
import { drawTiles, fitHints, shown } from "./services.js"
import { MODES } from "./session.js"

const WITHOUT_NUMBERS = { open: "stopped", lunch: "break" } // by the centre's state; else closed
const WITH_BACK = new Set(["priority", "search", "papers", "code", "found"]) // the others have a button of their own
const WITHOUT_TOOLS = new Set(["ticket", "search", "code", "closed", "break", "stopped"])
const QUIET = new Set(["services", "lost", "closed", "break", "stopped"]) // left alone, nobody is asked anything
const STOPPED = new Set(["cover_open", "error", "offline", null]) // what the printer says of itself
const WITHOUT_STAFF = new Set(["lost", "closed", "break"]) // nobody would hear it, or nobody is there
const NO_TICKET = { number: "", title: "", priority: false, ahead: "", wait: "", where: "", papers: false, qr: null }
const HOME = "vi"

const page = document.documentElement

export class Screen {
  viewDrawn = null
  #paperSaid = "" // how the paper was when the screen was last drawn

  constructor(parts) {
    Object.assign(this, parts)
  }

  /** The view that follows from it all. */
  get view() {
    const { step, gone, picture } = this.state
    if (step === "ticket" || step === "printing") return step
    if (gone) return "lost"
    if (picture && !picture.gives_numbers) return WITHOUT_NUMBERS[picture.state] ?? "closed"
    return step
  }

  draw({ again = false } = {}) {
    const now = this.view
    for (const mode of MODES) {
      page.toggleAttribute(`data-${mode}`, this.session[mode])
      document.querySelector(`[data-act="${mode}"]`).setAttribute("aria-pressed", String(this.session[mode]))
    }
    this.reader.offer(english(), this.session.audio)
    this.drawClock()
    page.dataset.paper = this.paper.state
    this.says({ mayCallStaff: !WITHOUT_STAFF.has(now) })
    if (this.state.picture) this.#drawPicture()
    if (now !== this.viewDrawn || again) this.#show(now)
    else if (now === "ticket" && this.#paperSaid !== this.paper.state && this.session.audio) {
      this.reader.readAfter(document.querySelector("[data-ticket-paper]"))
    }
    if (now === "services" && !this.session.low) fitHints(this.session.large)
    this.#paperSaid = this.paper.state
    this.session.watch(this.#watching(now))
  }

  /** Fill in what has changed by itself. */
  says(values) {
    refill(document.body, values)
  }

  drawClock() {
    document.querySelector("[data-clock]").textContent = clock.isSet ? clock.timeOf() : ""
  }

  asksWhetherThere(seconds) {
    const dialog = document.querySelector("#idle")
    refill(dialog, { seconds })
    if (dialog.open) return
    dialog.showModal()
    if (this.session.audio) this.reader.read(dialog, { asks: true })
  }

  #drawPicture() {
    const { state, paper, sheet, session } = this
    const { picture } = state
    const guide = picture.centre.guide_desk
    const paperOut = picture.printer === "paper_out"
    const words = document.querySelector("[data-words]").dataset
    this.says({
      centre: picture.centre,
      lunch: picture.state === "lunch",
      early: picture.state === "early",
      dayOff: picture.state === "holiday",
      over: picture.state === "closed",
      opens: picture.state === "lunch" ? picture.opens : said(picture.opens_vi, picture.opens_en),
      guide: guide === null ? words.staff : words.guideCounter.replace("{}", guide),
      staff: guide === null ? words.staff : words.staffAt.replace("{}", guide),
      noGuide: guide === null,
      noServices: picture.services.length === 0,
      asksHere: picture.centre.ask_priority === "button",
      service: state.service && shown(state.service),
      refusal: state.refusal,
      procedure: state.procedure && procedureShown(state.procedure),
      found: state.found && shownCode(state.found),
      sheet: { printing: sheet.state === "printing", printed: sheet.state === "printed", none: sheet.state === "none" },
      paperOut,
      printerStopped: STOPPED.has(picture.printer),
      noPrinting: paperOut || STOPPED.has(picture.printer),
      printed: paper.state === "printed",
      printing: paper.state === "printing" && !paper.isCopy,
      again: paper.state === "printing" && paper.isCopy,
      unsure: paper.state === "unsure",
      noPaper: paper.state === "none",
      mayReprint: paper.state === "unsure" || (paper.state === "none" && !paperOut),
      ticket: paper.ticket ? ticketShown(paper.ticket) : NO_TICKET,
    })
    document.querySelector('[data-act="priority-switch"]').setAttribute("aria-pressed", String(state.priority))
    const narrow = page.hasAttribute("data-narrow")
    const modes = { page: state.page, large: session.large, low: session.low, narrow }
    state.page = drawTiles(picture.services, modes)
  }

  #show(name) {
    this.viewDrawn = name
    for (const section of document.querySelectorAll("[data-view]")) section.hidden = section.dataset.view !== name
    page.dataset.shown = name
    const section = document.querySelector(`[data-view="${name}"]`)
    document.querySelector("[data-back]").hidden = !WITH_BACK.has(name)
    document.querySelector("[data-tools]").hidden = WITHOUT_TOOLS.has(name)
    if (name === "papers") drawPapers(this.state.procedure)
    const field = section.querySelector("input")
    if (field) field.focus()
    else [...section.querySelectorAll("h1")].find((title) => title.checkVisibility())?.focus({ preventScroll: true })
    if (this.session.audio) this.reader.read(section)
  }

  /** How the citizen is watched: not at all, quietly (what they chose goes after a while), or asked aloud. */
  #watching(name) {
    if (name === "ticket" || name === "printing") return "no" // these close by themselves
    const { page: turned, priority } = this.state
    const changed = MODES.some((mode) => this.session[mode]) || page.lang !== HOME || turned > 0 || priority
    if (QUIET.has(name)) return changed ? "quietly" : "no"
    return "aloud"
  }
}

function ticketShown(ticket) {
  return {
    ...ticket,
    title: said(ticket.service_name, ticket.service_name_en),
    wait: unparted(said(ticket.wait_text, ticket.wait_text_en)),
    where: [said(ticket.where, ticket.where_en), said(ticket.zone, ticket.zone_en)].filter(Boolean).join(" · "),
  }
}

function procedureShown(procedure) {
  return { ...procedure, days: procedure.working_days || null, fee: procedure.fee ? number(procedure.fee) : null }
}
