import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Row } from "./rows.ts";

const README = fileURLToPath(new URL("README.md", import.meta.url));

export function toTable(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ what, measured, target, holds, beside }) =>
      `| ${what} | ${measured} | ${target} | ${holds === null ? "–" : holds ? "pass" : "**short**"} | ${beside} |`,
  );
  return ["| what | measured | target | | beside it |", "|---|---|---|---|---|", ...lines].join(
    "\n",
  );
}

/** Keeps what the page says about how it is measured, and replaces what was measured under this heading, its last part or not. */
export function writeReadme(heading: string, machine: readonly string[], table: string): void {
  const page = readFileSync(README, "utf8");
  const start = page.indexOf(`## ${heading}\n`);
  if (start === -1) throw new RangeError(`the page has no part "${heading}"`);
  const next = page.indexOf("\n## ", start);
  const rest = next === -1 ? "" : page.slice(next);
  const lines = machine.map((line) => `- ${line}`).join("\n");
  writeFileSync(README, `${page.slice(0, start)}## ${heading}\n\n${lines}\n\n${table}\n${rest}`);
}
