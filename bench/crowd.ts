import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { LOAD_CORE, pin } from "./cores.ts";
import type { Server } from "./dialects.ts";
import type { FromSinks, ToSinks } from "./sinks.ts";

const PROGRAM = fileURLToPath(new URL("sinks.ts", import.meta.url));

export type HeardSoFar = Extract<FromSinks, { heard: number }>;

/** Sockets that only read, in a process of their own. */
export class Crowd {
  readonly #child;
  readonly #ended: Promise<never>;
  size = 0;

  private constructor() {
    this.#child = fork(PROGRAM, [], { execArgv: ["--import", "tsx"] });
    pin(this.#child.pid ?? 0, LOAD_CORE);
    this.#ended = once(this.#child, "exit").then(() => {
      throw new Error("the process of the sinks has ended");
    });
    // Whoever waits for an answer hears of it.
    this.#ended.catch(() => {});
  }

  static async start(): Promise<Crowd> {
    const crowd = new Crowd();
    await once(crowd.#child, "spawn");
    return crowd;
  }

  async open(server: Server, paths: string[]): Promise<void> {
    const { opened } = await this.#ask<{ opened: number }>({ ask: "open", server, paths });
    this.size = opened;
  }

  /** How far they have come: `heard` is the sum of the last numbers, so its growth counts deliveries. */
  heard(): Promise<HeardSoFar> {
    return this.#ask<HeardSoFar>({ ask: "heard" });
  }

  /** When the last of them had heard this number, in ms since epoch. */
  async allHave(seq: number): Promise<number> {
    return (await this.#ask<{ allHeardAt: number }>({ ask: "until", seq })).allHeardAt;
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await exited;
  }

  async #ask<T extends FromSinks>(message: ToSinks): Promise<T> {
    const answer = once(this.#child, "message");
    this.#child.send(message);
    const [told]: T[] = await Promise.race([answer, this.#ended]);
    if (!told) throw new Error("the sinks said nothing");
    return told;
  }
}
