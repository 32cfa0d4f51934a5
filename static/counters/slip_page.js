/** The slip on paper: the browser's own print dialog, at once, and again by the button. */
document.querySelector("[data-print]").addEventListener("click", () => print())
print()
