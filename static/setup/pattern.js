/** What a code received today looks like, while the shape of the centre's codes is typed. The server says what is wrong. */
const field = document.querySelector("#dossier_pattern")
const example = document.querySelector("[data-example]")
const [yyyy, mm, dd] = example.dataset.today.split("-") // the centre's day: this PC's clock may be wrong
const DAY = { yyyy, yy: yyyy.slice(2), mm, dd }

function draw() {
  const written = field.value.trim()
  example.hidden = !/#$/.test(written)
  example.querySelector("[data-code]").textContent = written
    .replace(/yyyy|yy|mm|dd/g, (part) => DAY[part])
    .replace(/#+/g, (run) => "12".padStart(run.length, "0"))
}

field.addEventListener("input", draw)
draw()
