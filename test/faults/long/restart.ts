/** A restart of `npm start` under five hundred devices that talk. By hand: `node --import tsx test/faults/long/restart.ts`. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildIfStale } from "../../../scripts/build.ts";
import { startParley } from "../../servers.ts";
import { PATIENT_LIMITS } from "../patient-limits.ts";
import { restartUnder, type RestartTrial } from "../restart/restart-trial.ts";

const DEVICES = 500;
/** 22 % is what each second is given; where one sees more than this, they have come in a bunch. */
const MOST_IN_A_SECOND = 0.3;

export async function restartProof(): Promise<RestartTrial> {
  const dir = await mkdtemp(path.join(tmpdir(), "parley-restart-"));
  const parley = await startParley({ dir, limits: PATIENT_LIMITS });
  try {
    return await restartUnder(parley, DEVICES);
  } finally {
    await parley.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

/** What is not as docs/decisions/0057 says; null: everyone was back within five seconds, one after the other. */
export function objectionTo({ devices, backIn5s, busiestSecond }: RestartTrial): string | null {
  if (backIn5s < devices)
    return `${devices - backIn5s} of ${devices} were not back in five seconds`;
  if (busiestSecond <= MOST_IN_A_SECOND * devices) return null;
  return `${busiestSecond} of ${devices} came back in one second`;
}

/** What a trial shows, as Markdown. */
export function restartLines(trial: RestartTrial): string {
  const { devices, told, again, perSecond, busiestSecond } = trial;
  const share = (count: number) => `${((count / devices) * 100).toFixed(1)} %`;
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
  const bars = perSecond.map((count, second) => `| ${second} | ${count} | ${share(count)} |`);
  return `${devices} devices in one room, each with the client's own line, ${trial.tally.commands} messages between them. The old server was gone ${seconds(trial.stoppedInMs)} after SIGTERM, and the new one answered ${seconds(trial.startedInMs)} later.
${told} were told when to come back, ${again} lost their line again. Counted from the new server's first answer: the first had heard all that it missed after ${seconds(trial.firstBackMs)}, ${share(trial.backIn5s)} after 5 s, the last after ${seconds(trial.lastBackMs)}.
The busiest second of any phase saw ${busiestSecond} (${share(busiestSecond)}). A device was without a line for ${seconds(trial.awayMedianMs)} (median), at most ${seconds(trial.awayLongestMs)}; ${trial.faults.length} faults in what they saw.

| second | came back | of all |
|---:|---:|---:|
${bars.join("\n")}`;
}

const isCalledByHand = process.argv[1] === fileURLToPath(import.meta.url);
if (isCalledByHand) {
  await buildIfStale();
  const trial = await restartProof();
  console.log(restartLines(trial));
  for (const { kind, says } of trial.faults.slice(0, 20)) console.log(`${kind}: ${says}`);
  const objection = objectionTo(trial);
  // By hand there is no report; the one who waits is told in the end what was not as it should be.
  if (objection) console.log(objection);
  process.exit(trial.faults.length === 0 && objection === null ? 0 : 1);
}
