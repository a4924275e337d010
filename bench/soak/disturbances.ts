import { setTimeout as pause } from "node:timers/promises";
import { runningProcesses } from "../../scripts/processes.ts";
import type { LineDevice } from "../../test/faults/restart/line-device.ts";
import { until } from "../../test/faults/restart/restart-trial.ts";
import { firstAnswerAt, returnsOf, type Returns } from "../../test/faults/restart/returns.ts";
import type { Parley } from "../../test/servers.ts";
import { groupOf } from "../parley.ts";
import { areLive } from "./gathering.ts";
import type { OwnCounts } from "./own-counts.ts";

const AWAY_MS = 10_000;
const BACK_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 20;

/** `longestPauseMs`: in which nobody was told anything by any room. */
export type Outage = { awayMs: number; longestPauseMs: number };

/**
 * sqld does not answer for ten seconds (its process is stopped, which is worse than gone: whoever asks waits), then it is killed, and
 * `npm start` has to put another in its place.
 */
export async function databaseAway(parley: Parley, counts: OwnCounts): Promise<Outage> {
  const group = groupOf(parley);
  const pid = sqldOf(group);
  if (pid === null) throw new Error("there is no database to take away");
  const wentAt = performance.now();
  let longestPauseMs = 0;
  const watching = setInterval(() => {
    longestPauseMs = Math.max(longestPauseMs, performance.now() - counts.lastToldAt);
  }, LOOK_EVERY_MS);
  process.kill(pid, "SIGSTOP");
  await pause(AWAY_MS);
  process.kill(pid, "SIGKILL");
  const isBack = () => {
    const next = sqldOf(group);
    return next !== null && next !== pid;
  };
  await until(isBack, BACK_WITHIN_MS, "another database");
  clearInterval(watching);
  return {
    awayMs: Math.round(performance.now() - wentAt),
    longestPauseMs: Math.round(longestPauseMs),
  };
}

export type Restart = Returns & { stoppedInMs: number; startedInMs: number };

/** As `systemctl restart` does it, with everyone back at the end. */
export async function restart(parley: Parley, devices: readonly LineDevice[]): Promise<Restart> {
  const before = devices.map(({ absences }) => absences.length);
  const signalledAt = performance.now();
  await parley.stop();
  const stoppedAt = performance.now();
  await parley.restart();
  const answersAt = performance.now();
  await until(() => areLive(devices), 2 * BACK_WITHIN_MS, "everyone to be back");
  const absences = devices.map((device, i) => device.absences.slice(before[i]));
  const thereAt = firstAnswerAt(absences, answersAt);
  return {
    stoppedInMs: Math.round(stoppedAt - signalledAt),
    startedInMs: Math.round(thereAt - stoppedAt),
    ...returnsOf(absences, thereAt),
  };
}

function sqldOf(group: number): number | null {
  const found = runningProcesses().find(
    (each) => each.group === group && /\/sqld( |$)/.test(each.command),
  );
  return found?.pid ?? null;
}
