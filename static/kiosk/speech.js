/**
 * Reading the screen aloud, part by part, each one marked while it is read. It uses a voice of the browser itself
 * (no network voice); where there is none in the page's language, the button is not shown.
 */
import { localVoice } from "../shared/voice.js"

const READ = "h1, p, dt, dd, li, [data-act]"
const MARK = "is-read"

export class Reader {
  #turn = 0 // of the reading under way; an older one stops when it finds itself outdated

  /** Show or hide the button, and how it stands. */
  offer(english, on) {
    const button = document.querySelector('[data-act="audio"]')
    button.hidden = localVoice(english ? "en" : "vi") === null
    button.querySelector("[data-audio-start]").hidden = on
    button.querySelector("[data-audio-stop]").hidden = !on
  }

  /** Read `section` from the top. */
  async read(section) {
    const turn = this.stop()
    const language = document.documentElement.lang
    for (const part of section.querySelectorAll(READ)) {
      if (!part.checkVisibility() || part.closest("[data-quick]") || part.parentElement.closest(READ)) continue
      part.classList.add(MARK)
      await said(part.innerText, language)
      part.classList.remove(MARK)
      if (turn !== this.#turn) return
    }
  }

  stop() {
    globalThis.speechSynthesis?.cancel()
    for (const part of document.querySelectorAll(`.${MARK}`)) part.classList.remove(MARK)
    return ++this.#turn
  }
}

function said(text, language) {
  return new Promise((resolve) => {
    const sentence = new SpeechSynthesisUtterance(text)
    sentence.lang = language
    sentence.voice = localVoice(language)
    sentence.rate = 0.9
    sentence.onend = sentence.onerror = resolve
    speechSynthesis.speak(sentence)
  })
}
