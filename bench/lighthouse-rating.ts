import { mkdir, writeFile } from "node:fs/promises";
import lighthouse, { type Result } from "lighthouse";
import { ms, quantile, type Row } from "./rows.ts";

const RUNS = 3;
const REPORTS = "reports/lighthouse";
/** Of a hundred. */
const TARGETS = { performance: 95, accessibility: 100, "best-practices": 100 };

/** The middle of three visits, each of which `open` prepares and gives a browser's port. What the last one found wrong is printed, and kept whole in `reports/`. */
export async function rateVisit(
  name: string,
  url: string,
  open: (visit: (port: number) => Promise<Result>) => Promise<Result>,
): Promise<Row[]> {
  const visits: Result[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    visits.push(await open((port) => visit(url, port)));
  }
  const last = visits.at(-1);
  if (last) await keepReport(name, last);
  return Object.entries(TARGETS).map(([category, target]) => {
    const scores = visits.map((each) => Math.round((each.categories[category]?.score ?? 0) * 100));
    const middle = quantile(scores, 0.5);
    return {
      what: `Lighthouse, phone, ${name}: ${category}`,
      measured: String(middle),
      target: target === 100 ? "100" : `≥ ${target}`,
      holds: middle >= target,
      beside: [
        `of ${scores.join(", ")}`,
        ...(category === "performance" ? [tellTimes(visits)] : []),
      ].join("; "),
    };
  });
}

/** Now and then a browser that has just begun does not tell where the visit begins. That is no figure, so it is made again. */
const MOST_TRIES = 3;

async function visit(url: string, port: number, tries = 1): Promise<Result> {
  const answer = await lighthouse(url, {
    port,
    logLevel: "error",
    onlyCategories: Object.keys(TARGETS),
    // The session stays; `prepare` forgets the rest.
    disableStorageReset: true,
  });
  if (!answer) throw new Error("Lighthouse gave no answer");
  const { lhr } = answer;
  if (lhr.runtimeError?.code === "NO_NAVSTART" && tries < MOST_TRIES)
    return visit(url, port, tries + 1);
  if (lhr.runtimeError) throw new Error(`${lhr.runtimeError.code}: ${lhr.runtimeError.message}`);
  return lhr;
}

const TIMES = {
  "first-contentful-paint": "first paint",
  "largest-contentful-paint": "largest paint",
  "speed-index": "speed index",
  "total-blocking-time": "blocked",
};

function tellTimes(visits: readonly Result[]): string {
  const middle = (audit: string) =>
    quantile(
      visits.map((each) => each.audits[audit]?.numericValue ?? 0),
      0.5,
    );
  const times = Object.entries(TIMES).map(([audit, name]) => `${name} ${ms(middle(audit))}`);
  return [...times, `layout shift ${middle("cumulative-layout-shift").toFixed(3)}`].join(", ");
}

async function keepReport(name: string, report: Result): Promise<void> {
  await mkdir(REPORTS, { recursive: true });
  await writeFile(`${REPORTS}/${name.replace(/\W+/g, "-")}.json`, JSON.stringify(report));
  const wrong = Object.values(report.audits).filter(({ score }) => score !== null && score < 0.9);
  for (const { id, title, displayValue } of wrong) {
    console.log(`  ${name}: ${id}: ${title} ${displayValue ?? ""}`);
  }
}
