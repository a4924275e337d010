/** `npm run bench`: measures every target of the contract; `npm run bench -- NAME` one of them; `--write` keeps the table. */
import { measureAfterCrash } from "./after-crash.ts";
import { measureArchiveLag } from "./archive-lag.ts";
import { measureCommands } from "./commands.ts";
import { LOAD_CORE, pin } from "./cores.ts";
import { measureDisk } from "./disk.ts";
import { measureCounting } from "./counting.ts";
import { measureFanOut } from "./fan-out.ts";
import { measureInboxSignIn } from "./inbox-sign-in.ts";
import { measureLighthouse } from "./lighthouse.ts";
import { measureLongRoom } from "./long-room.ts";
import { describeMachine } from "./machine.ts";
import { measureNoteLoad } from "./note-load.ts";
import { measureQuietRoom } from "./quiet-room.ts";
import { run } from "../scripts/run.ts";
import { toTable, writeReadme } from "./report.ts";
import { measureResume } from "./resume.ts";
import type { Row } from "./rows.ts";
import { measureSteadyTalk } from "./steady-talk.ts";
import { measureTellingInboxes } from "./telling-inboxes.ts";
import { measureTenThousand } from "./ten-thousand.ts";

const SERVER = "Last run";
/** Each has a part of the page of its own: they are measured by themselves, and one does not take the other's figures away. */
const BROWSER: Record<string, string> = {
  "long-room": "In a browser: the long room",
  lighthouse: "In a browser: Lighthouse",
};
const INBOXES: Record<string, string> = {
  "inbox-sign-in": "Inboxes",
  "telling-inboxes": "Inboxes",
};

const NOTES: Record<string, string> = { "note-load": "Notes" };
const SELF_HOSTING: Record<string, string> = { disk: "Disk and memory" };

const SEEING: Record<string, string> = { counting: "Seeing" };

const MEASUREMENTS: Record<string, () => Promise<Row[]>> = {
  "fan-out": measureFanOut,
  "steady-talk": measureSteadyTalk,
  commands: measureCommands,
  "quiet-room": measureQuietRoom,
  "ten-thousand": measureTenThousand,
  resume: measureResume,
  "after-crash": measureAfterCrash,
  "archive-lag": measureArchiveLag,
  "inbox-sign-in": measureInboxSignIn,
  "telling-inboxes": measureTellingInboxes,
  "note-load": measureNoteLoad,
  disk: measureDisk,
  counting: measureCounting,
  "long-room": measureLongRoom,
  lighthouse: measureLighthouse,
};

const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith("-"));
const unknown = wanted.find((name) => !MEASUREMENTS[name]);
if (unknown === undefined) await bench();
else {
  console.error(
    `There is no bench "${unknown}": it is one of ${Object.keys(MEASUREMENTS).join(", ")}.`,
  );
  process.exitCode = 1;
}

async function bench(): Promise<void> {
  pin(process.pid, LOAD_CORE);
  const machine = describeMachine();
  console.log(machine.join("\n"));
  const parts = new Map<string, Row[]>();
  for (const [name, measure] of Object.entries(MEASUREMENTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`\n${name}`);
    const heading =
      BROWSER[name] ?? INBOXES[name] ?? NOTES[name] ?? SELF_HOSTING[name] ?? SEEING[name] ?? SERVER;
    parts.set(heading, [...(parts.get(heading) ?? []), ...(await measure())]);
  }
  for (const [heading, rows] of parts) {
    const table = toTable(rows);
    console.log(`\n${table}`);
    if (args.includes("--write")) writeReadme(heading, machine, table);
  }
  // What is kept looks as `npm test` wants it.
  if (args.includes("--write")) await run("oxfmt", ["bench/README.md"], true);
}
