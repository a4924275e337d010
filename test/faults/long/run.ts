/**
 * `npm run test:long`: a restart under five hundred devices, a thousand kills and a database that is away for two minutes, and docs/reliability-report.md from it.
 * It may be ended at any time and started again: it goes on where it was, unless the sources have changed. Fewer kills:
 * `npm run test:long -- --kills=200`.
 */
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildIfStale } from "../../../scripts/build.ts";
import { runningProcesses } from "../../../scripts/processes.ts";
import { run } from "../../../scripts/run.ts";
import { chanceFrom } from "../../line/chance.ts";
import { startBareServer } from "../bare-server.ts";
import { foundCommunity, type Community } from "../crowd.ts";
import {
  killSeries,
  PARTYSERVER_MOMENTS,
  SUPERVISED_MOMENTS,
  type Moment,
} from "../kill-series.ts";
import { databaseOutage } from "../outage.ts";
import type { Served } from "../served.ts";
import { startSupervisedServer } from "../supervised-server.ts";
import { add, NOTHING } from "../tally.ts";
import { objectionTo, restartLines, restartProof } from "./restart.ts";
import { killsOf, readProgress, writeProgress, type Progress } from "./progress.ts";
import { reliabilityReport } from "./report.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const PROGRESS = path.join(ROOT, "reports/long.json");
const REPORT = path.join(ROOT, "docs/reliability-report.md");
const OUTAGE_MS = 120_000;

const { values } = parseArgs({ options: { kills: { type: "string", default: "1000" } } });
const wanted = Number(values.kills);
/** Most kills are cheap; starting the whole of it, or PartyKit, takes seconds. */
const plan = [
  {
    server: "PartyServer",
    kills: Math.round(wanted * 0.9),
    start: () => startBareServer(),
    moments: PARTYSERVER_MOMENTS,
  },
  {
    server: "PartyServer, by npm start",
    kills: Math.round(wanted * 0.05),
    start: () => startSupervisedServer("partyserver"),
    moments: SUPERVISED_MOMENTS,
  },
  {
    server: "PartyKit",
    kills: Math.round(wanted * 0.05),
    start: () => startSupervisedServer("partykit"),
    moments: SUPERVISED_MOMENTS,
  },
];

await buildIfStale();
const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], {
  cwd: ROOT,
  encoding: "utf8",
}).trim();
const progress: Progress = (await readProgress(PROGRESS, commit)) ?? {
  commit,
  startedAt: new Date().toISOString(),
  workedMs: 0,
  kills: {},
  outages: [],
  restarts: [],
  tally: NOTHING,
  faults: [],
};
if (progress.restarts.length === 0) await restart();
if (progress.outages.length === 0) await withServer(() => startBareServer(), outage);
for (const { server, kills, start, moments } of plan) {
  if (killsOf(progress, server) < kills) {
    await withServer(start, (served, community) =>
      series(served, community, { server, kills, moments }),
    );
  }
}
console.log(
  `${killsOf(progress)} kills, ${progress.faults.length} faults: ${path.relative(ROOT, REPORT)}`,
);
process.exit(progress.faults.length === 0 ? 0 : 1);

async function withServer(
  start: () => Promise<Served>,
  work: (served: Served, community: Community) => Promise<void>,
): Promise<void> {
  const served = await start();
  const end = () => {
    void served.stop().finally(() => {
      // One that was just being started.
      const ours = runningProcesses().filter(({ parent }) => parent === process.pid);
      for (const { pid } of ours) process.kill(pid, "SIGKILL");
      process.exit(1);
    });
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, end);
  try {
    await work(served, await foundCommunity(served.url));
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, end);
    await served.stop();
  }
}

async function series(
  served: Served,
  community: Community,
  wish: { server: string; kills: number; moments: readonly Moment[] },
): Promise<void> {
  while (killsOf(progress, wish.server) < wish.kills && progress.faults.length === 0) {
    const began = Date.now();
    const seed = began % 2 ** 32;
    const { faults, tally, kills } = await killSeries(served, community, {
      moments: wish.moments,
      chance: chanceFrom(seed),
    });
    const before = progress.kills[wish.server] ?? {};
    progress.kills[wish.server] = Object.fromEntries(
      Object.entries(kills).map(([moment, count]) => [moment, (before[moment] ?? 0) + count]),
    );
    progress.tally = add(progress.tally, tally);
    progress.faults.push(...faults);
    await keep(began);
    console.log(
      `${wish.server}: ${killsOf(progress, wish.server)} of ${wish.kills} kills, ${tally.events} events, ${faults.length} faults (seed ${seed})`,
    );
  }
}

async function restart(): Promise<void> {
  const began = Date.now();
  const trial = await restartProof();
  progress.restarts.push(restartLines(trial));
  progress.tally = add(progress.tally, trial.tally);
  progress.faults.push(...trial.faults);
  const objection = objectionTo(trial);
  if (objection) progress.faults.push({ kind: "stale", says: objection });
  await keep(began);
  console.log(restartLines(trial));
}

async function outage(served: Served, community: Community): Promise<void> {
  const began = Date.now();
  const chance = chanceFrom(began % 2 ** 32);
  console.log(`The database is away for ${OUTAGE_MS / 1_000} s …`);
  const { faults, tally, states, ...seen } = await databaseOutage(served, community, {
    lastsMs: OUTAGE_MS,
    chance,
  });
  progress.outages.push({ lastsMs: OUTAGE_MS, states: states.join(", "), ...seen });
  progress.tally = add(progress.tally, tally);
  progress.faults.push(...faults);
  // Two minutes are more than the one after which everyone has to be told.
  const isTold = states.join(" ") === "live degraded live";
  if (!isTold)
    progress.faults.push({ kind: "stale", says: `the archive was told as ${states.join(", ")}` });
  await keep(began);
  console.log(JSON.stringify({ ...seen, states, faults: faults.length }));
}

async function keep(began: number): Promise<void> {
  progress.workedMs += Date.now() - began;
  await writeProgress(PROGRESS, progress);
  await writeFile(REPORT, reliabilityReport(progress, new Date().toISOString()));
  await run("oxfmt", [REPORT], true);
}
