/** The button that prints a sheet; without a script the browser's own menu does. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false
  button.addEventListener("click", () => print())
}
