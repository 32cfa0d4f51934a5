/** What an officer chooses for this screen: smaller, a tick when somebody comes, a window of its own, the first hints. */
import { keep, kept } from "../shared/memory.js"

const LEARNED = "desk-visits" // how many visits this browser's officer has finished with the hints
const LEARNED_AFTER = 5
const DOCK = 400 // px

export class Screen {
  /** `name`: of the officer, whose hints they are. */
  constructor(name) {
    this.learned = `${LEARNED}-${name}`
    this.root = document.documentElement
    this.sound = null
    for (const box of document.querySelectorAll("[data-screen-choice]")) {
      const choice = box.dataset.screenChoice
      box.checked = kept(`desk-${choice}`) === "yes"
      this.root.toggleAttribute(`data-${choice}`, box.checked)
      box.addEventListener("change", () => {
        keep(`desk-${choice}`, box.checked ? "yes" : "no")
        this.root.toggleAttribute(`data-${choice}`, box.checked)
        if (choice === "tick" && box.checked) this.tick()
      })
    }
    this.#hints()
  }

  /** A window as wide as the panel, at the right edge of the screen. */
  dock() {
    const { availHeight, availLeft = 0, availTop = 0, availWidth } = screen
    const place = `left=${availLeft + availWidth - DOCK},top=${availTop},width=${DOCK},height=${availHeight}`
    open(location.href, "desk", `popup,${place}`)
  }

  /** One soft tick, where the officer has asked for it. */
  tick() {
    if (!this.root.hasAttribute("data-tick")) return
    this.sound ??= new AudioContext()
    const { sound } = this
    const [tone, volume] = [sound.createOscillator(), sound.createGain()]
    tone.frequency.value = 1200
    volume.gain.setValueAtTime(0.12, sound.currentTime)
    volume.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + 0.08)
    tone.connect(volume).connect(sound.destination)
    tone.start()
    tone.stop(sound.currentTime + 0.1)
  }

  /** A visit was finished; after some the hints are not needed any more. */
  finished() {
    keep(this.learned, String(this.#visits + 1))
    this.#hints()
  }

  /** The officer knows. */
  enough() {
    keep(this.learned, String(LEARNED_AFTER))
    this.#hints()
  }

  get #visits() {
    return Number(kept(this.learned)) || 0
  }

  #hints() {
    this.root.toggleAttribute("data-hints", this.#visits < LEARNED_AFTER)
  }
}
