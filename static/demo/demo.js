/** The trial's clock goes on between two looks at the page, at the trial's own pace. */
const clock = document.querySelector("[data-moment]")
const began = performance.now()
const from = Date.parse(`${clock.dataset.moment}Z`) // shown as it is: the zone of this browser does not matter

setInterval(() => {
  const moment = new Date(from + (performance.now() - began) * Number(clock.dataset.pace))
  clock.textContent = moment.toISOString().slice(11, 16)
}, 500)
