"""The one browser of tests, pictures and measures: Chromium as tests/install_system.sh installs it."""

from playwright.sync_api import Browser, Playwright, expect

# Without the window and its services, which cost three times as much as a page.
PATH = "/usr/bin/chromium-headless-shell"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
)


def launch(playwright: Playwright, *flags: str) -> Browser:
    """Start it, with further `flags` of the command line. A condition is awaited as long as a busy machine needs."""
    expect.set_options(timeout=20_000)
    return playwright.chromium.launch(executable_path=PATH, args=[*FLAGS, *flags])
