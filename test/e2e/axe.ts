import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What people promise each other by WCAG 2.2 AA, and what axe calls good practice. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The one thing that a theme changes. */
const COLOURS = ["color-contrast"];

type Node = { html: string; target: string[] };
type AxeResults = { violations: { id: string; help: string; nodes: Node[] }[] };

/**
 * In a conversation Tab stops once, at the message one was at, and what is in a message can be reached from there: code of the
 * others is, as axe has it, not focusable. Arrow keys lead to their messages, and then it is.
 */
const LATER_REACHED = { rule: "scrollable-region-focusable", within: "[role=log]" };

/** Which rules of axe the page breaks as it is now, each with the first element that does; of colours only, if so wished. */
export async function brokenRules(page: Page, what: "all" | "colours" = "all"): Promise<string[]> {
  const runOnly = what === "all" ? RULES : COLOURS;
  await page.evaluate(await axeSource());
  const { violations } = await page.evaluate<AxeResults>(
    `window.axe.run({ runOnly: ${JSON.stringify(runOnly)}, resultTypes: ["violations"] })`,
  );
  const told: string[] = [];
  for (const { id, help, nodes } of violations) {
    const faults = id === LATER_REACHED.rule ? await notWithin(page, nodes) : nodes;
    if (faults[0]) told.push(`${id}: ${help} (${faults.length})\n  ${faults[0].html}`);
  }
  return told;
}

async function notWithin(page: Page, nodes: readonly Node[]): Promise<Node[]> {
  const place = page.locator(LATER_REACHED.within);
  const areThere = await Promise.all(
    nodes.map(({ target }) => place.locator(page.locator(target[0] ?? "*")).count()),
  );
  return nodes.filter((_, at) => areThere[at] === 0);
}

let source: string | undefined;

/** As a script of the test's own world: the page's policy lets no foreign script in. */
async function axeSource(): Promise<string> {
  source ??= await readFile(axePath, "utf8");
  return source;
}
