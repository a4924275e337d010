import { findChromium } from "./chromium.ts";
import { run } from "./run.ts";
import { Trouble } from "./trouble.ts";

/** Sees to it that there is a Chromium. @throws Trouble when it can neither be found nor installed. */
export async function requireChromium(): Promise<void> {
  if (findChromium()) return;
  console.log("Installing Chromium …");
  await run("playwright", ["install", "chromium"]);
  if (findChromium()) return;
  if (process.platform === "linux" && process.getuid?.() === 0) await installFromDebian();
  if (findChromium()) return;
  throw new Trouble(
    "There is no Chromium to test in: install one, and name it with CHROMIUM_PATH if it is in an unusual place.",
  );
}

async function installFromDebian(): Promise<void> {
  if (await run("apt-get", ["update"], true)) {
    await run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], true);
  }
}
