import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Row } from "./rows.ts";

const README = fileURLToPath(new URL("README.md", import.meta.url));
const HEADING = "## Last run\n";

export function toTable(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ what, measured, target, holds, beside }) =>
      `| ${what} | ${measured} | ${target} | ${holds === null ? "–" : holds ? "pass" : "**short**"} | ${beside} |`,
  );
  return ["| what | measured | target | | beside it |", "|---|---|---|---|---|", ...lines].join(
    "\n",
  );
}

/** Keeps what the page says about how it is measured, and replaces what was measured. */
export function writeReadme(machine: readonly string[], table: string): void {
  const page = readFileSync(README, "utf8");
  const kept = page.slice(0, page.indexOf(HEADING) + HEADING.length);
  writeFileSync(README, `${kept}\n${machine.map((line) => `- ${line}`).join("\n")}\n\n${table}\n`);
}
