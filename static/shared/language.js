/** The language that this page is in; it may change while the page stands. */

export const english = () => document.documentElement.lang === "en"
