import { runningProcesses } from "../../scripts/processes.ts";
import { serversOn } from "../../test/servers.ts";
import { memoryOf } from "../memory.ts";
import { floorsOf, slopeOf, type Sample, type Slope } from "./slope.ts";

const HOUR_MS = 3_600_000;
/** Of so many parts of the whole time the least counts: collectors of garbage come and go. It is looked at twelve times in each. */
const FLOORS = 30;
const LOOKS_AT_FLOOR = 12;
/** So many floors are told of the whole course. */
const TOLD_OF_COURSE = 15;

/** The programs of a server, as a reader of the figures knows them; `all` is their sum, what they share counted in each. */
export const PROGRAMS = ["all", "workerd", "sqld", "Node"] as const;
export type Program = (typeof PROGRAMS)[number];

export type Growth = Record<Program, { slope: Slope | null; least: number; most: number }> & {
  /** The least that all held together in each so long a time from the beginning on, warming up included, in bytes. */
  course: number[];
};

/** What a server holds of the machine's memory, looked at again and again. */
export class MemoryLog {
  readonly #dir: string;
  readonly #totalMs: number;
  readonly #watching: NodeJS.Timeout;
  readonly #course: Sample[] = [];
  readonly #counted: Record<Program, Sample[]> = { all: [], workerd: [], sqld: [], Node: [] };
  #isWarm = false;

  constructor(dir: string, totalMs: number) {
    this.#dir = dir;
    this.#totalMs = totalMs;
    this.#watching = setInterval(() => this.#look(), totalMs / FLOORS / LOOKS_AT_FLOOR);
  }

  /** From now on it is a steady state, whose growth counts. */
  isWarm(): void {
    this.#isWarm = true;
  }

  stop(): Growth {
    clearInterval(this.#watching);
    const hoursOf = (parts: number) => this.#totalMs / parts / HOUR_MS;
    const grown = (program: Program) => {
      const samples = this.#counted[program];
      const bytes = samples.map((sample) => sample.bytes);
      const slope = slopeOf(floorsOf(samples, hoursOf(FLOORS)));
      return { slope, least: Math.min(...bytes), most: Math.max(...bytes) };
    };
    return {
      all: grown("all"),
      workerd: grown("workerd"),
      sqld: grown("sqld"),
      Node: grown("Node"),
      course: floorsOf(this.#course, hoursOf(TOLD_OF_COURSE)).map(({ bytes }) => bytes),
    };
  }

  #look(): void {
    const held = heldBy(this.#dir);
    if (!held) return;
    const at = performance.now() / HOUR_MS;
    this.#course.push({ at, bytes: held.all });
    if (this.#isWarm)
      for (const program of PROGRAMS) this.#counted[program].push({ at, bytes: held[program] });
  }
}

/** Of the server on this data folder and its supervisor; null while one of them comes or goes. */
function heldBy(dir: string): Record<Program, number> | null {
  const leader = serversOn(dir).find(({ pid, group }) => pid === group);
  if (!leader) return null;
  const held = { all: 0, workerd: 0, sqld: 0, Node: 0 };
  const ours = runningProcesses().filter(
    ({ pid, group }) => group === leader.group || pid === leader.parent,
  );
  try {
    for (const { pid, command } of ours) {
      const bytes = memoryOf(pid);
      held.all += bytes;
      held[programOf(command)] += bytes;
    }
  } catch {
    // One of them ended while we looked.
    return null;
  }
  return held;
}

function programOf(command: string): Exclude<Program, "all"> {
  const name = /\/(workerd|sqld)( |$)/.exec(command)?.[1];
  return name === "workerd" || name === "sqld" ? name : "Node";
}
