/**
 * The clips of the voices, decoded once and kept, and played one after another with the pauses between them.
 * A reading is an array: a string is a clip's name, a number a pause in seconds.
 *
 * There may be two voices: the centre's own recordings and the clips that an engine made. One call is spoken by one
 * of them: the recorded one where it has every word of the call, else the made one. Only where neither has them all
 * do they speak together, since a strange sentence leads to the counter and silence does not.
 */

const LEAD = 0.06 // seconds between the order and the first sound, so that the first clip is not cut
const JOIN = -0.02 // neighbouring words overlap by this much: said in one breath, not one by one
const AT_ONCE = 6 // files fetched side by side
const FADE = 0.05 // seconds in which the volume changes
const VOICES = ["recorded", "made"] // the better one first

export class Clips {
  #voices = new Map(VOICES.map((voice) => [voice, new Map()])) // voice → clip → {url, buffer}
  #out = null

  /** `context` is an AudioContext, or null where the browser has none. */
  constructor(context) {
    this.context = context
    if (!context) return
    this.#out = context.createGain()
    this.#out.connect(context.destination)
  }

  /** How loud it is, in % of full volume. Half is a quarter of the power: so an ear hears it. */
  set volume(percent) {
    this.#out?.gain.setTargetAtTime((percent / 100) ** 2, this.context.currentTime, FADE)
  }

  /**
   * Fetch and decode what `manifests` list ({voice: {name: {url}}}), except what is there already. What they list no
   * more is let go. A file that fails is left out; the others are there.
   */
  async load(manifests) {
    if (!this.context) return
    for (const voice of VOICES) await this.#loadVoice(this.#voices.get(voice), manifests[voice] ?? {})
  }

  async #loadVoice(clips, manifest) {
    for (const name of clips.keys()) if (!(name in manifest)) clips.delete(name)
    // The chime and the sentence come first: they are in every call.
    const first = ["chime", "invite", "to-counter", "counter"]
    const names = [...new Set([...first, ...Object.keys(manifest)])].filter(
      (name) => name in manifest && clips.get(name)?.url !== manifest[name].url,
    )
    const next = names[Symbol.iterator]()
    const worker = async () => {
      for (const name of next) await this.#loadOne(clips, name, manifest[name].url)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
  }

  async #loadOne(clips, name, url) {
    try {
      const answer = await fetch(url)
      if (!answer.ok) return
      clips.set(name, { url, buffer: await this.context.decodeAudioData(await answer.arrayBuffer()) })
    } catch (error) {
      console.warn(`clip ${name}: ${error.message}`)
    }
  }

  /** The voices in the order in which they are asked for the clips of one call: one alone where it has them all. */
  voicesFor(steps) {
    const words = steps.filter((step) => typeof step !== "number" && step !== "chime")
    const whole = VOICES.find((voice) => words.every((word) => this.#voices.get(voice).has(word)))
    return whole ? [whole] : VOICES
  }

  /** Whether every clip of a reading is there. */
  has(reading, voices = VOICES) {
    return reading.every((step) => typeof step === "number" || this.#find(step, voices))
  }

  // The chime is nobody's voice.
  #find(clip, voices) {
    for (const voice of clip === "chime" ? VOICES : voices) {
      const found = this.#voices.get(voice).get(clip)
      if (found) return found.buffer
    }
    return null
  }

  /** Start a reading. Answers { seconds, ended: Promise, stop() }; clips that are missing are passed over. */
  play(reading, voices = VOICES) {
    const sources = []
    const start = this.context.currentTime + LEAD
    let at = start
    for (const step of reading) {
      if (typeof step === "number") {
        at += step
        continue
      }
      const buffer = this.#find(step, voices)
      if (!buffer) continue
      const source = this.context.createBufferSource()
      source.buffer = buffer
      source.connect(this.#out)
      source.start(at)
      sources.push(source)
      at += buffer.duration + (step === "chime" ? 0 : JOIN)
    }
    const last = sources.at(-1)
    const ended = last
      ? new Promise((resolve) => last.addEventListener("ended", resolve, { once: true }))
      : Promise.resolve()
    const stop = () => sources.forEach((source) => source.stop())
    return { seconds: at - start, ended, stop }
  }
}
