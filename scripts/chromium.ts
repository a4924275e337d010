import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const USUAL_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Where a Chromium is on this machine: `CHROMIUM_PATH`, the usual places, Playwright's own; or null. */
export function findChromium(chosen = process.env["CHROMIUM_PATH"]): string | null {
  const places = [...(chosen ? [chosen] : []), ...USUAL_PLACES, chromium.executablePath()];
  return places.find((place) => existsSync(place)) ?? null;
}

/** Enough to run as root in a container, and to keep the browser from talking to anyone but us. */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
