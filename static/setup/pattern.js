/** What a code received today looks like, while the shape of the centre's codes is typed. The server says what is wrong. */
const field = document.querySelector("#dossier_pattern")
const example = document.querySelector("[data-example]")
const now = new Date()
const DAY = {
  yyyy: String(now.getFullYear()),
  yy: String(now.getFullYear()).slice(2),
  mm: String(now.getMonth() + 1).padStart(2, "0"),
  dd: String(now.getDate()).padStart(2, "0"),
}

function draw() {
  const written = field.value.trim()
  example.hidden = !/#$/.test(written)
  example.querySelector("[data-code]").textContent = written
    .replace(/yyyy|yy|mm|dd/g, (part) => DAY[part])
    .replace(/#+/g, (run) => "12".padStart(run.length, "0"))
}

field.addEventListener("input", draw)
draw()
