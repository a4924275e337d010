import { runningProcesses } from "../../scripts/processes.ts";
import { serversOn } from "../../test/servers.ts";
import { memoryOf } from "../memory.ts";
import { floorsOf, slopeOf, type Sample, type Slope } from "./slope.ts";

const HOUR_MS = 3_600_000;

/** The programs of a server, as a reader of the figures knows them; `all` is their sum, what they share counted in each. */
export const PROGRAMS = ["all", "workerd", "sqld", "Node"] as const;
export type Program = (typeof PROGRAMS)[number];

export type Growth = Record<Program, { slope: Slope | null; least: number; most: number }>;

/** What a server holds of the machine's memory, looked at again and again. */
export class MemoryLog {
  readonly #dir: string;
  readonly #floorMs: number;
  readonly #warmUpMs: number;
  readonly #watching: NodeJS.Timeout;
  readonly #stretches: Record<Program, Sample[]>[] = [];
  #countsFrom = Number.POSITIVE_INFINITY;

  /** `floorMs`: of how long a time the least is taken; it is looked at twelve times in it. `warmUpMs`: what is left out of each stretch. */
  constructor(dir: string, { floorMs, warmUpMs }: { floorMs: number; warmUpMs: number }) {
    this.#dir = dir;
    this.#floorMs = floorMs;
    this.#warmUpMs = warmUpMs;
    this.#watching = setInterval(() => this.#look(), floorMs / 12);
  }

  /** From now on it is another stretch, once it has warmed up. */
  begin(): void {
    this.#stretches.push({ all: [], workerd: [], sqld: [], Node: [] });
    this.#countsFrom = performance.now() + this.#warmUpMs;
  }

  /** What comes now is no steady state. */
  pause(): void {
    this.#countsFrom = Number.POSITIVE_INFINITY;
  }

  stop(): Growth {
    clearInterval(this.#watching);
    const hours = this.#floorMs / HOUR_MS;
    const grown = (program: Program) => {
      const stretches = this.#stretches.map((stretch) => floorsOf(stretch[program], hours));
      const bytes = this.#stretches.flatMap((stretch) => stretch[program]).map((one) => one.bytes);
      return { slope: slopeOf(stretches), least: Math.min(...bytes), most: Math.max(...bytes) };
    };
    return {
      all: grown("all"),
      workerd: grown("workerd"),
      sqld: grown("sqld"),
      Node: grown("Node"),
    };
  }

  #look(): void {
    const stretch = this.#stretches.at(-1);
    if (!stretch || performance.now() < this.#countsFrom) return;
    const at = performance.now() / HOUR_MS;
    const held = heldBy(this.#dir);
    if (held) for (const program of PROGRAMS) stretch[program].push({ at, bytes: held[program] });
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
