/**
 * Which calls this screen has been given to speak. Kept apart from what is drawn: a picture that shows a call must
 * never make the voice believe that it was spoken. Calls are counted by the centre without a gap.
 */
export class Heard {
  #beyond = new Set()

  /** `upTo`: every call up to this sequence was heard; null when this screen has never been told. */
  constructor(upTo = null) {
    this.upTo = upTo
  }

  /** Note one call; false when it was heard before. */
  add(sequence) {
    if (this.upTo === null) this.upTo = sequence - 1
    if (sequence <= this.upTo || this.#beyond.has(sequence)) return false
    this.#beyond.add(sequence)
    while (this.#beyond.delete(this.upTo + 1)) this.upTo += 1
    return true
  }

  /** The server says that nothing up to `sequence` is owed any more. A smaller one means another database. */
  settle(sequence) {
    if (this.upTo === null || sequence < this.upTo) {
      this.upTo = sequence
      this.#beyond.clear()
      return
    }
    for (const known of [...this.#beyond]) if (known <= sequence) this.#beyond.delete(known)
    this.upTo = Math.max(this.upTo, sequence)
    while (this.#beyond.delete(this.upTo + 1)) this.upTo += 1
  }
}
