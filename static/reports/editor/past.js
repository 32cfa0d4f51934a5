/** What a text was before: each state is { text, place, before }, the caret's places after and before the change that
    led to it. Letters typed in one go are one step. */

const PAUSE = 800 // milliseconds

export class Past {
  constructor(state) {
    this.states = [state]
    this.now = 0
    this.typedAt = 0
  }

  add(state, kind = "piece") {
    if (state.text === this.states[this.now].text) return
    const typing = kind === "typing" && Date.now() - this.typedAt < PAUSE && this.now > 0
    if (typing) state.before = this.states[this.now].before
    this.states.splice(typing ? this.now : this.now + 1, Infinity, state)
    this.now = this.states.length - 1
    this.typedAt = kind === "typing" ? Date.now() : 0
  }

  back() {
    this.typedAt = 0
    if (this.now === 0) return null
    const { before } = this.states[this.now]
    return { ...this.states[--this.now], place: before }
  }

  forward() {
    this.typedAt = 0
    return this.now + 1 < this.states.length ? this.states[++this.now] : null
  }
}
