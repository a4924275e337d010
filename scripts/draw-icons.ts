/** Draws the icons that phones and desktops ask for, out of web/public/icon.svg. Run by hand when that has changed. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { CHROMIUM_ARGS, findChromium } from "./chromium.ts";
import { Trouble } from "./trouble.ts";

const PUBLIC = fileURLToPath(new URL("../web/public", import.meta.url));
const GROUND = "#0b6168";

type Icon = {
  file: string;
  size: number;
  /** How much of its side the drawing takes; systems that cut a shape out of an icon leave its middle 80 % whole. */
  drawn: number;
  ground: "none" | "filled";
};

const ICONS: readonly Icon[] = [
  { file: "icon-192.png", size: 192, drawn: 1, ground: "none" },
  { file: "icon-512.png", size: 512, drawn: 1, ground: "none" },
  { file: "maskable-512.png", size: 512, drawn: 0.8, ground: "filled" },
  { file: "apple-touch-icon.png", size: 180, drawn: 0.9, ground: "filled" },
];

const executablePath = findChromium();
if (!executablePath) throw new Trouble("There is no Chromium here. `npm test` installs one.");
const drawing = await readFile(path.join(PUBLIC, "icon.svg"), "utf8");
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
try {
  for (const { file, size, drawn, ground } of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>
      body { margin: 0; block-size: 100vh; display: grid; place-items: center; background: ${ground === "filled" ? GROUND : "none"} }
      svg { inline-size: ${100 * drawn}vw; block-size: ${100 * drawn}vw }
    </style>${drawing}`);
    const picture = await page.screenshot({ omitBackground: true });
    await writeFile(path.join(PUBLIC, "icons", file), picture);
    await page.close();
  }
} finally {
  await browser.close();
}
