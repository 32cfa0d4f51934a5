/** The sheet of cards is printed by its button. */
document.querySelector("[data-print]").addEventListener("click", () => print())
