/**
 * Reading the screen aloud, part by part, each one marked while it is read; any touch stops it. The voice is the
 * server's own, made without a network; where it has none, a voice of this browser itself; where that has none either,
 * the button is not shown.
 */
import { localVoice } from "../shared/voice.js"
import { choices } from "./keys.js"

const READ = "h1, h2, p, dt, dd, li, [data-act]"
const MARK = "is-read"
const LONGEST = 300 // characters of one sentence

export class Reader {
  #reading = false
  #after = null // the section to be read next
  #turn = 0 // of the reading under way; an older one stops when it finds itself outdated
  #playing = null

  /** `onPart()` is called as each part begins: whoever listens is there. */
  constructor({ onPart }) {
    this.onPart = onPart
  }

  /** Show or hide the button, and how it stands. */
  offer(english, on) {
    const button = document.querySelector('[data-act="audio"]')
    button.hidden = !fromServer() && localVoice(english ? "en" : "vi") === null
    button.querySelector("[data-audio-start]").hidden = on
    button.querySelector("[data-audio-stop]").hidden = !on
  }

  /** Read `section` from the top. `asks`: it asks whether somebody is there, so reading it is no answer. */
  read(section, { asks = false } = {}) {
    return this.#readParts(partsOf(section), asks)
  }

  /** Read one part: the one that keys have led to. */
  readOne(part) {
    return this.#readParts([part])
  }

  /** Read what has changed, once that is said which is being said. */
  readAfter(section) {
    if (this.#reading) this.#after = section
    else this.read(section)
  }

  async #readParts(parts, asks = false) {
    const turn = this.stop()
    const language = document.documentElement.lang
    this.#reading = true
    let next = prepare(parts[0], language)
    for (const [index, part] of parts.entries()) {
      const sound = await next
      next = prepare(parts[index + 1], language) // comes while this one is said
      if (turn !== this.#turn) return
      part.classList.add(MARK)
      if (!asks) this.onPart()
      await this.#say(sound, said(part), language)
      part.classList.remove(MARK)
      if (turn !== this.#turn) return
    }
    this.#reading = false
    const after = this.#after
    this.#after = null
    if (after) this.read(after)
  }

  /** A touch anywhere stops what is being read; what is read on the next screen is not touched by it. */
  hush() {
    if (this.#reading) this.stop()
  }

  stop() {
    this.#reading = false
    this.#after = null
    globalThis.speechSynthesis?.cancel()
    this.#playing?.pause()
    this.#playing?.dispatchEvent(new Event("ended")) // whoever waits for it goes on, and finds the turn outdated
    this.#playing = null
    for (const part of document.querySelectorAll(`.${MARK}`)) part.classList.remove(MARK)
    return ++this.#turn
  }

  #say(sound, text, language) {
    if (sound === null) return byBrowser(text, language)
    this.#playing = sound
    return new Promise((resolve) => {
      sound.addEventListener("ended", resolve, { once: true })
      sound.addEventListener("error", resolve, { once: true })
      sound.play().catch(resolve)
    })
  }
}

const fromServer = () => document.body.dataset.voice === "server"

function partsOf(section) {
  const parts = [...section.querySelectorAll(READ)]
  return parts.filter(
    (part) =>
      part.checkVisibility() &&
      !part.closest("[data-quick], .only-read") &&
      !part.parentElement.closest(READ) &&
      part.innerText.trim() !== "",
  )
}

/** What is said of a part: its words, and behind which figure it lies once figures are used. */
function said(part) {
  const words = part.innerText.replace(/\s*\n+\s*/g, ". ").replace(/\s+/g, " ").trim()
  const keyed = document.documentElement.hasAttribute("data-keys")
  const number = keyed ? choices().indexOf(part.querySelector("[data-act]") ?? part) : -1
  const key = document.querySelector("[data-words]").dataset.key
  return (number >= 0 && number < 9 ? `${key.replace("{}", number + 1)}. ${words}` : words).slice(0, LONGEST)
}

/** The sound of a part from the server, ready to play; null where the browser has to say it. */
async function prepare(part, language) {
  if (!part || !fromServer()) return null
  const sound = new Audio(`/api/kiosk/speech?lang=${language}&text=${encodeURIComponent(said(part))}`)
  return new Promise((resolve) => {
    sound.addEventListener("canplaythrough", () => resolve(sound), { once: true })
    sound.addEventListener("error", () => resolve(null), { once: true })
    sound.load()
  })
}

function byBrowser(text, language) {
  const voice = localVoice(language)
  if (voice === null) return Promise.resolve()
  return new Promise((resolve) => {
    const sentence = new SpeechSynthesisUtterance(text)
    Object.assign(sentence, { lang: language, voice, rate: 0.9 })
    sentence.onend = sentence.onerror = resolve
    speechSynthesis.speak(sentence)
  })
}
