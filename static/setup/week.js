/** The week's hours: Monday's, which most days share, are typed once. */

const week = document.querySelector("[data-testid=week]")
const button = week?.querySelector("[data-like-monday]")

button?.removeAttribute("hidden")
button?.addEventListener("click", () => {
  const [monday, ...others] = [...week.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("input")])
  for (const fields of others.filter((day) => day.some(({ value }) => value))) {
    fields.forEach((field, place) => (field.value = monday[place].value))
  }
})
