/**
 * The drawing, 1080 × 1920 or on its side, on the panel that is there. It fills a panel of 21.5 inches or more; on a
 * smaller one boxes and letters keep their millimetres, as far as the first screen still fits, and there is less room.
 * Large text and low buttons are drawn for the whole panel: they have no room to give.
 */

const DRAWN_PX_PER_MM = 4.03 // of the drawing on its 21.5 inches
const LEAST = { upright: [760, 1380], lying: [1380, 900] } // the room that the screens need

/** How much larger than drawn. `panel`: {width, height} of the window and of the whole screen, `diagonal` in millimetres. */
export function scale({ width, height, screenWidth, screenHeight, diagonal }) {
  const upright = height >= width
  const [wide, tall] = upright ? [1080, 1920] : [1920, 1080]
  const [leastWide, leastTall] = upright ? LEAST.upright : LEAST.lying
  const fills = Math.min(width / wide, height / tall)
  const trueSize = Math.hypot(screenWidth, screenHeight) / diagonal / DRAWN_PX_PER_MM
  const most = Math.min(width / leastWide, height / leastTall)
  return Math.max(0.3, fills, Math.min(trueSize, most))
}

/** Fit the page to its panel, now and when the window changes; answers a function to be told of its diagonal and modes. */
export function fit(page) {
  let now = { diagonal: 546, whole: false } // 21.5 inches
  const draw = () => {
    const panel = { width: innerWidth, height: innerHeight, screenWidth: screen.width, screenHeight: screen.height }
    const size = scale({ ...panel, diagonal: now.whole ? Infinity : now.diagonal })
    page.style.setProperty("--fit", size.toFixed(2))
    page.toggleAttribute("data-narrow", Math.min(innerWidth, innerHeight) / size < 1000)
  }
  addEventListener("resize", draw)
  draw()
  return (changed) => {
    if (Object.entries(changed).every(([name, value]) => now[name] === value)) return
    now = { ...now, ...changed }
    draw()
  }
}
