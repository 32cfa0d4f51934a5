/** The next page is on its way: after a moment this one says so, whatever the browser shows of it. */

const chip = document.querySelector("[data-leaving]")
let waiting = null

addEventListener("beforeunload", () => {
  clearTimeout(waiting)
  waiting = setTimeout(() => (chip.hidden = false), Number(chip.dataset.leaving))
})

/** Back on this page, or the next one was called off. */
function stay() {
  clearTimeout(waiting)
  chip.hidden = true
}
addEventListener("pageshow", stay)
addEventListener("pointerdown", stay)
addEventListener("keydown", stay)
