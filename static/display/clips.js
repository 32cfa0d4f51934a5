/**
 * The clips of a voice, decoded once and kept, and played one after another with the pauses between them.
 * A reading is an array: a string is a clip's name, a number a pause in seconds.
 */

const LEAD = 0.06 // seconds between the order and the first sound, so that the first clip is not cut
const JOIN = -0.02 // neighbouring words overlap by this much: said in one breath, not one by one
const AT_ONCE = 6 // files fetched side by side

export class Clips {
  #buffers = new Map()

  /** `context` is an AudioContext, or null where the browser has none. */
  constructor(context) {
    this.context = context
  }

  /** Fetch and decode what `manifest` lists ({name: {url}}). A file that fails is left out; the others are there. */
  async load(manifest) {
    if (!this.context) return
    // The chime and the sentence come first: they are in every call.
    const first = ["chime", "invite", "to-counter", "counter"]
    const names = [...new Set([...first, ...Object.keys(manifest)])].filter((name) => name in manifest)
    const next = names[Symbol.iterator]()
    const worker = async () => {
      for (const name of next) await this.#loadOne(name, manifest[name].url)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
  }

  async #loadOne(name, url) {
    try {
      const answer = await fetch(url)
      if (answer.ok) this.#buffers.set(name, await this.context.decodeAudioData(await answer.arrayBuffer()))
    } catch (error) {
      console.warn(`clip ${name}: ${error.message}`)
    }
  }

  /** Whether every clip of a reading is there. */
  has(reading) {
    return reading.every((step) => typeof step === "number" || this.#buffers.has(step))
  }

  /** Start a reading. Answers { seconds, ended: Promise, stop() }; clips that are missing are passed over. */
  play(reading) {
    const sources = []
    const start = this.context.currentTime + LEAD
    let at = start
    for (const step of reading) {
      if (typeof step === "number") {
        at += step
      } else if (this.#buffers.has(step)) {
        const source = this.context.createBufferSource()
        source.buffer = this.#buffers.get(step)
        source.connect(this.context.destination)
        source.start(at)
        sources.push(source)
        at += source.buffer.duration + (step === "chime" ? 0 : JOIN)
      }
    }
    const last = sources.at(-1)
    const ended = last
      ? new Promise((resolve) => last.addEventListener("ended", resolve, { once: true }))
      : Promise.resolve()
    const stop = () => sources.forEach((source) => source.stop())
    return { seconds: at - start, ended, stop }
  }
}
