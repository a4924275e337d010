import os from "node:os";
import { killsOf, type Progress } from "./progress.ts";

/** By the rule of three: 0 in n independent tries means at most 3/n for each, at 95 %. */
const RULE_OF_THREE = 3;

/** The page that a long run leaves behind, as Markdown. */
export function reliabilityReport(progress: Progress, finishedAt: string): string {
  const { tally, faults } = progress;
  const kills = killsOf(progress);
  return `# Reliability, as measured

Written by \`npm run test:long\` on ${finishedAt.slice(0, 10)}, from commit \`${progress.commit}\`, in ${minutes(progress.workedMs)}.
Machine: ${machine()}. Servers, database and clients shared it.

**${kills} kills: ${faults.length} faults found.** ${bound(kills, faults.length)}

## What a kill is

SIGKILL, without warning, at a random moment while seven devices of two people write and read: sockets that resume by cursor,
bots that post and listen by HTTP, and a reader of history. Then the server starts again on what was there, and the next kill comes as soon as someone has been heard.

| server | ${MOMENTS.map(({ head }) => head).join(" | ")} | kills |
|---|${MOMENTS.map(() => "---:|").join("")}---:|
${Object.entries(progress.kills)
  .map(([server, at]) => `| ${server} | ${cells(at)} | ${killsOf(progress, server)} |`)
  .join("\n")}

${MOMENTS.map(({ head, says }) => `- *${head}*: ${says}`).join("\n")}

A killed process keeps the operating system's page cache: this shows what a crash does, not what a power cut does.

## What was checked

Every client notes what it asks and hears (\`test/history/\`). After every series of kills (20, or 5 where a start takes seconds) all of it is looked through together with the room's whole log and
with the database's rows: nothing *lost*, *doubled*, *reordered*, made up (*phantom*), answered from before what was known (*stale*), *changed* or never
*settled*. The database held exactly the room's log each time: the same numbers, the same content.

| | |
|---|---:|
| commands sent, each with an id of its own | ${count(tally.commands)} |
| times one was sent again, mostly because its fate was unknown | ${count(tally.repeats)} |
| events in the rooms' logs | ${count(tally.events)} |
| events delivered to readers | ${count(tally.deliveries)} |
| times someone came back and said where to go on, by socket or by HTTP | ${count(tally.resumes)} |
| pages of history read | ${count(tally.pages)} |
| faults | ${faults.length} |
${faults.length === 0 ? "" : `\n${faults.map(({ kind, says }) => `- **${kind}**: ${says}`).join("\n")}\n`}
## The database away

${progress.outages.map(outageLine).join("\n") || "Not part of this run."}

## A restart

\`npm start\` stopped as by \`systemctl restart\` and started again, while a room is full of people who talk (\`docs/decisions/0057-restarts-that-nobody-notices.md\`).

${progress.restarts.join("\n\n") || "Not part of this run."}
`;
}

const MOMENTS = [
  { key: "rooms", head: "rooms", says: "workerd alone, under load." },
  { key: "everything", head: "everything", says: "all processes at once, sqld among them." },
  {
    key: "start",
    head: "starting",
    says: "all processes, within the first half second of a start (under a supervisor: four seconds).",
  },
  {
    key: "before commit",
    head: "before commit",
    says: "workerd, when a batch was on its way to the database.",
  },
  {
    key: "after commit",
    head: "after commit",
    says: "workerd, when the database had committed a batch and the room did not know.",
  },
];

function cells(at: Record<string, number>): string {
  return MOMENTS.map(({ key }) => String(at[key] ?? 0)).join(" | ");
}

function outageLine(outage: Progress["outages"][number]): string {
  const { lastsMs, states, settledMeanwhile, longestPauseMs, archivedAfterMs } = outage;
  return `- sqld killed, and started again ${lastsMs / 1_000} s later: ${count(settledMeanwhile)} commands were accepted meanwhile, never with more than ${longestPauseMs} ms between two; ${(archivedAfterMs / 1_000).toFixed(1)} s after its return the archive was live again. Readers were told: ${states}.`;
}

function bound(kills: number, faults: number): string {
  if (faults > 0 || kills === 0) return "";
  const percent = ((RULE_OF_THREE / kills) * 100).toPrecision(2);
  return `None in ${kills} means, at 95 % confidence, at most ${percent} % for any one kill (3/n).`;
}

function machine(): string {
  const cpus = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `${cpus.length} cores (${cpus[0]?.model.trim() ?? "unknown"}), ${memory} GiB, ${os.type()} ${os.release()}, Node ${process.versions.node}`;
}

function minutes(ms: number): string {
  return `${Math.round(ms / 60_000)} minutes`;
}

function count(number: number): string {
  return number.toLocaleString("en");
}
