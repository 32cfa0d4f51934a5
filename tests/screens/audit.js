/**
 * What a screen owes to whoever looks at it, computed from what the browser has really laid out and painted.
 * `audit(rules)` answers a list of [rule, element, detail]; `rules` is a surface's sizes, see tests/screens/audit.py.
 */
window.audit = (() => {
  const VIETNAMESE = /[ăâđêôơưĂÂĐÊÔƠƯ\u00c0-\u00c3\u00c8-\u00ca\u00cc\u00cd\u00d2-\u00d5\u00d9\u00da\u00dd\u00e0-\u00e3\u00e8-\u00ea\u00ec\u00ed\u00f2-\u00f5\u00f9\u00fa\u00fd\u1ea0-\u1ef9]/
  const LETTERS = /\p{L}{2,}/u
  const TOUCHABLE =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=option], [role=radio], [role=switch]"
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true })

  function name(element) {
    const id = element.dataset?.testid ? `[${element.dataset.testid}]` : element.id ? `#${element.id}` : ""
    const kind = typeof element.className === "string" && element.className ? `.${element.className.split(" ")[0]}` : ""
    const words = (element.innerText ?? element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40)
    return `${element.localName}${id || kind} “${words}”`
  }

  const colours = new Map()
  /** [red, green, blue, alpha] of a CSS colour in any notation. */
  function rgba(colour) {
    if (!colours.has(colour)) {
      brush.clearRect(0, 0, 1, 1)
      brush.fillStyle = colour
      brush.fillRect(0, 0, 1, 1)
      const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data
      colours.set(colour, [r, g, b, a / 255])
    }
    return colours.get(colour)
  }

  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1)

  function luminance([r, g, b]) {
    const [R, G, B] = [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    return 0.2126 * R + 0.7152 * G + 0.0722 * B
  }

  function contrast(one, other) {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a)
    return (high + 0.05) / (low + 0.05)
  }

  /** How much of an element is let through by its own and its parents' opacity. */
  function opacity(element) {
    let through = 1
    for (let one = element; one; one = one.parentElement) through *= Number(getComputedStyle(one).opacity)
    return through
  }

  /** What lies under the middle of `box`, from the element itself downwards. */
  function stack(element, box) {
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    if (x >= 0 && y >= 0 && x < innerWidth && y < innerHeight) {
      const all = document.elementsFromPoint(x, y)
      const at = all.indexOf(element)
      if (at >= 0) return all.slice(at)
    }
    const parents = []
    for (let one = element; one; one = one.parentElement) parents.push(one)
    return parents
  }

  /** The colour behind an element's words. */
  function ground(element, box, skipOwn = false) {
    const layers = []
    for (const one of stack(element, box)) {
      if (skipOwn && one === element) continue
      const colour = rgba(getComputedStyle(one).backgroundColor)
      if (colour[3] > 0) layers.push(colour)
      if (colour[3] === 1) break
    }
    return layers.reduceRight((under, top) => over(top, under), [255, 255, 255, 1])
  }

  const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const onlyRead = (element) => element.closest(".only-read, [hidden], noscript, template") || headOfCards(element) || clipped(element)
  const clipped = (element) => element.offsetWidth === 1 && element.offsetHeight === 1 // in some modes it is read aloud alone
  const headOfCards = (element) => element.closest("thead")?.getBoundingClientRect().width <= 1 // its rows are cards

  function onScreen(box) {
    return box.width > 1 && box.height > 1 && box.bottom > 0 && box.right > 0
  }

  /** Every text that is seen: [element, its own words, box of the first line]. */
  function* texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    const met = new Set()
    while (walker.nextNode()) {
      const node = walker.currentNode
      const element = node.parentElement
      if (!node.data.trim() || met.has(element) || onlyRead(element) || !seen(element)) continue
      if (["SCRIPT", "STYLE", "OPTION"].includes(element.tagName) || element.closest(".skip")) continue
      range.selectNodeContents(node)
      const box = range.getClientRects()[0]
      if (!box || !onScreen(box)) continue
      met.add(element)
      yield [element, node.data.trim(), box]
    }
    for (const field of document.querySelectorAll("input:not([type=checkbox]):not([type=radio]):not([type=file]):not([type=hidden]), select, textarea")) {
      if (seen(field) && onScreen(field.getBoundingClientRect())) yield [field, field.value || field.placeholder || "", field.getBoundingClientRect()]
    }
  }

  function words(rules, say) {
    for (const [element, text, box] of texts()) {
      if (!text) continue
      const style = getComputedStyle(element)
      const placeholder = !element.value && element.placeholder
      const look = placeholder ? getComputedStyle(element, "::placeholder") : style
      const svg = element instanceof SVGElement
      const ink = rgba(svg ? style.fill : look.color)
      const under = ground(element, box)
      const ratio = contrast(over([...ink.slice(0, 3), ink[3] * opacity(element)], under), under)
      if (ratio < rules.contrast - 0.01) say("contrast", element, `${ratio.toFixed(2)}:1`)
      const size = parseFloat(style.fontSize)
      const least = element.closest(".top, .recent-head") ? rules.head : rules.text
      if (size < least - 0.01 && !element.closest(rules.paper)) say("text size", element, `${size.toFixed(1)} px`)
      if (!svg) lines(element, text, style, size, rules, say)
      language(element, text, rules, say)
    }
  }

  const noto = [...document.fonts].some((font) => font.status === "loaded") // a phone has its own font
  const rises = new Map()
  /** How tall stacked letters really are, from the top of the highest to the foot of the lowest, for 1 px of size. */
  function rise(style) {
    const font = `${style.fontWeight} 100px ${style.fontFamily}`
    if (!rises.has(font)) {
      brush.font = font
      const m = brush.measureText("ẪẶỘỮẨỆ")
      rises.set(font, (m.actualBoundingBoxAscent + m.actualBoundingBoxDescent) / 100)
    }
    return rises.get(font)
  }

  /** Stacked letters lie within their line, and nothing cuts them. */
  function lines(element, text, style, size, rules, say) {
    const height = style.lineHeight === "normal" ? size * 1.36 : parseFloat(style.lineHeight)
    if (LETTERS.test(text) && style.display !== "none") {
      const least = element.closest(rules.paper) ? 0 : 1.3 // a printed page keeps the spacing of its decree
      const needed = Math.max(least, noto ? rise(style) : 0)
      if (height / size < needed - 0.005) say("line height", element, (height / size).toFixed(2))
    }
    cut(element, text, say)
  }

  /** What an element is laid out in: what is fixed, in the window, however its parents cut. */
  const container = (one) => (getComputedStyle(one).position === "fixed" ? null : one.parentElement)

  /**
   * The box within `frame` in which `element` is moved sideways, as a wide table is: its words may go on beyond the edge.
   * Only what is laid out in two directions may be moved so, or a drawn page: WCAG 1.4.10. Running words must wrap.
   */
  function movable(element, frame) {
    if (!element.closest("table, svg, canvas, pre, [data-paper]")) return null
    for (let one = element; one && one !== frame; one = one.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth) return one
    }
    return null
  }

  /** How far a box stands out of another, px; `sideways`: to the left and right too. */
  function outOf(inner, outer, sideways) {
    const along = Math.max(outer.top - inner.top, inner.bottom - outer.bottom)
    return sideways ? Math.max(along, outer.left - inner.left, inner.right - outer.right) : along
  }

  /** Nothing behind a modal can be pressed: of several, the one on top counts. */
  const pressable = () => [...document.querySelectorAll("dialog:modal")].at(-1)

  /** Nothing cuts the words, and they do not stand out of their button. */
  function cut(element, text, say) {
    const cuts = (one) => /hidden|clip/.test(getComputedStyle(one).overflowY) || /hidden|clip/.test(getComputedStyle(one).overflowX)
    for (let one = element; one && one !== document.body; one = container(one)) {
      if (!cuts(one) || one.tagName === "INPUT") continue
      const inner = element.getBoundingClientRect()
      const outer = one.getBoundingClientRect()
      const tall = inner.bottom > outer.bottom + 1.5 || inner.top < outer.top - 1.5
      const wide = inner.right > outer.right + 1.5 || inner.left < outer.left - 1.5 || one.scrollWidth > one.clientWidth + 1
      if (tall || wide) say("clipped", element, `by ${name(one)}`)
    }
    // Words that stand out of their button or box
    const frame = element.closest("button, .button, .tile, .chip, .card")
    if (frame) {
      const outer = frame.getBoundingClientRect()
      const box = movable(element, frame)
      let far = outOf(element.getBoundingClientRect(), outer, !box)
      if (box) far = Math.max(far, outOf(box.getBoundingClientRect(), outer, true))
      if (far > 2 && !frame.contains(element.closest("[role=listbox]"))) say("out of its box", element, `${far.toFixed(0)} px out of ${name(frame)}`)
    }
  }

  /** Words in the other language say so. */
  function language(element, text, rules, say) {
    if (rules.parts && rules.language === "en" && VIETNAMESE.test(text) && element.closest("[lang]").lang !== "vi") say("lang", element, "Vietnamese in an English page")
  }

  function edges(rules, say) {
    for (const element of document.querySelectorAll("input:not([type=hidden]), select, textarea, button, .button")) {
      if (!seen(element) || onlyRead(element) || !onScreen(element.getBoundingClientRect())) continue
      const style = getComputedStyle(element)
      const drawn = parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== "none" && rgba(style.borderTopColor)[3] > 0
      const box = element.getBoundingClientRect()
      const outside = ground(element, box, true)
      const through = opacity(element)
      const seenAgainst = (colour) => contrast(over([...colour.slice(0, 3), colour[3] * through], outside), outside)
      const fill = rgba(style.backgroundColor)
      const best = Math.max(drawn ? seenAgainst(rgba(style.borderTopColor)) : 1, fill[3] > 0 ? seenAgainst(fill) : 1)
      const native = ["checkbox", "radio", "file", "range"].includes(element.type) || style.appearance === "auto"
      const plain = element.matches("button, .button") && !drawn && (fill[3] === 0 || best < 1.5) // words that are pressed
      if (!native && !plain && best < 3) say("edge", element, `${best.toFixed(2)}:1`)
    }
  }

  function targets(rules, say) {
    const found = []
    const typed = (element) => rules.low && document.documentElement.hasAttribute("data-low") && element.closest(".typing, .search-found")
    const scope = pressable() ?? document
    for (const element of scope.querySelectorAll(TOUCHABLE)) {
      if (!seen(element) || onlyRead(element) || element.matches(".skip")) continue
      let box = element.getBoundingClientRect()
      if (!onScreen(box)) continue
      const label = ["checkbox", "radio"].includes(element.type) ? element.closest("label") : null
      if (label) box = label.getBoundingClientRect()
      const style = getComputedStyle(element)
      const inline = style.display === "inline" && element.matches("a")
      if ((inline && rules.inline) || element.closest(rules.paper)) continue // a link within a sentence, WCAG 2.5.8
      if (element.closest(".keys") && rules.keys === undefined) continue
      const least = typed(element) ? rules.low[0] : element.closest(".keys") ? rules.keys : element.matches("a:not(.button)") ? rules.link : rules.target
      if (box.height < least - 0.5 || box.width < Math.min(least, rules.width) - 0.5) {
        say("target", element, `${box.width.toFixed(0)} × ${box.height.toFixed(0)} px`)
      }
      if (rules.whole && (box.bottom > innerHeight + 1 || box.right > innerWidth + 1)) say("off the screen", element, `${box.bottom.toFixed(0)} px down`)
      found.push([element, box])
    }
    if (!rules.gap) return
    for (const [i, [one, a]] of found.entries()) {
      for (const [other, b] of found.slice(i + 1)) {
        if (one.contains(other) || other.contains(one) || one.closest(".keys")) continue
        const aside = Math.max(a.left - b.right, b.left - a.right)
        const apart = Math.max(a.top - b.bottom, b.top - a.bottom)
        const gap = Math.max(aside, apart)
        const needed = typed(one) && typed(other) ? rules.low[1] : rules.gap
        if (gap < needed - 0.5 && gap > -4) say("gap", one, `${gap.toFixed(0)} px to ${name(other)}`)
      }
    }
  }

  function sideways(say) {
    const root = document.documentElement
    if (root.scrollWidth <= innerWidth + 1) return
    const wide = [...document.querySelectorAll("body *")].filter((one) => seen(one) && !onlyRead(one) && one.getBoundingClientRect().right > innerWidth + 1)
    say("sideways", wide.at(-1) ?? root, `${root.scrollWidth} in ${innerWidth} px`)
  }

  function page(rules, say) {
    const root = document.documentElement
    if (root.lang !== rules.language) say("lang", root, root.lang)
    sideways(say)
    if (!document.title.trim()) say("title", root, "no title")
    for (const one of document.getAnimations()) if (one.playState === "running") say("motion", one.effect.target, one.animationName ?? one.transitionProperty ?? "")
    const files = performance.getEntriesByType("resource").filter((one) => !/\.(wav|mp3|mp4|webm|png|jpe?g|webp|svg)(\?|$)/.test(one.name) && !/\/(api|socket\.io)\//.test(one.name))
    const bytes = [...files, ...performance.getEntriesByType("navigation")].reduce((sum, one) => sum + one.encodedBodySize, 0)
    if (bytes > rules.bytes) say("weight", root, `${Math.round(bytes / 1000)} kB`)
  }

  /** Every control can be reached with Tab, and shows and keeps in sight where the focus is. Leaves the focus where it was. */
  function focus(rules, say) {
    const before = document.activeElement
    const scrolled = [scrollX, scrollY]
    const scope = pressable() ?? document.body
    for (const element of scope.querySelectorAll(TOUCHABLE + ", [data-act], [tabindex]")) {
      if (!seen(element) || onlyRead(element) || element.closest("[inert]") || element.disabled) continue
      const roving = element.matches("[role=radio], [role=option], [role=tab], [data-quick], [type=radio], main, h1, h2, [tabindex='-1'][role]")
      if (element.tabIndex > 0) say("tab order", element, `tabindex ${element.tabIndex}`)
      if (element.tabIndex < 0 && !roving && !element.matches("main, h1, h2, section, dialog, p, div, canvas, table")) say("keyboard", element, "Tab does not reach it")
      if (element.tabIndex < 0 || !element.matches(TOUCHABLE)) continue
      element.focus()
      if (document.activeElement !== element) continue
      const style = getComputedStyle(element)
      const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      const box = element.getBoundingClientRect()
      const around = ground(element.parentElement, box)
      const shadow = style.boxShadow.match(/^rgba?\([^)]*\)/)?.[0]
      const rings = [ring && style.outlineColor, shadow].filter(Boolean).map((one) => contrast(over(rgba(one), around), around))
      if (!rings.length) say("focus", element, "no ring")
      else if (Math.max(...rings) < 3) say("focus", element, `the ring has ${Math.max(...rings).toFixed(2)}:1`)
      const [x, y] = [box.x + Math.min(box.width / 2, 40), box.y + Math.min(box.height / 2, 40)] // where one begins to type
      const top = document.elementFromPoint(x, y)
      if (x >= 0 && y >= 0 && x < innerWidth && y < innerHeight && top && !element.contains(top) && !top.contains(element) && !element.labels?.[0]?.contains(top) && !top.closest("label")?.contains(element)) {
        say("focus hidden", element, `under ${name(top)}`)
      }
      if (y < 0 || y > innerHeight) say("focus hidden", element, "out of sight")
    }
    before?.focus?.({ preventScroll: true })
    if (document.activeElement !== before) document.activeElement?.blur?.()
    scrollTo(...scrolled)
  }

  /** What does not fit a narrower window: the page that scrolls sideways, words that are cut. */
  const narrow = () => gather((say) => {
    sideways(say)
    for (const [element, text] of texts()) cut(element, text, say)
  })

  function gather(measure) {
    const found = new Map()
    measure((rule, element, detail) => {
      const line = [rule, name(element), detail]
      found.set(line.join("|"), line)
    })
    return [...found.values()]
  }

  const audit = (rules) =>
    gather((say) => {
      words(rules, say)
      edges(rules, say)
      if (rules.target) targets(rules, say)
      page(rules, say)
      if (rules.keyboard) focus(rules, say)
    })

  return Object.assign(audit, { narrow })
})()
