import { Crowd } from "./crowd.ts";
import { cpuOfGroup } from "./cores.ts";
import type { Server } from "./dialects.ts";
import { groupOf, startParleyBench } from "./parley.ts";
import { percent } from "./rows.ts";
import { startSocketIo } from "./socket-io.ts";

/** One server with a room, on its core, and a crowd that can be let in. */
export type Stage = {
  server: Server;
  crowd: Crowd;
  paths(sockets: number): Promise<string[]>;
  /** What the server has used so far, in ms of one core. */
  cpu(): number;
};

/** Does the same with this project and with Socket.IO, one after the other, each with the machine for itself. */
export async function onBoth<T>(
  sockets: number,
  act: (stage: Stage) => Promise<T>,
): Promise<{ ours: T; theirs: T }> {
  const theirs = await onSocketIo(act);
  return { ours: await onParley(sockets, act), theirs };
}

/** Both at once, on the same core, for what is too short to be measured one after the other. */
export function sideBySide<T>(
  sockets: number,
  act: (ours: Stage, theirs: Stage) => Promise<T>,
): Promise<T> {
  return onSocketIo((theirs) => onParley(sockets, (ours) => act(ours, theirs)));
}

export async function onParley<T>(sockets: number, act: (stage: Stage) => Promise<T>): Promise<T> {
  const bench = await startParleyBench(sockets);
  const crowd = await Crowd.start();
  try {
    const group = groupOf(bench.parley);
    const paths = (sockets: number) => bench.paths(sockets);
    return await act({ server: bench.server, crowd, paths, cpu: () => cpuOfGroup(group) });
  } finally {
    await crowd.stop();
    await bench.stop();
  }
}

async function onSocketIo<T>(act: (stage: Stage) => Promise<T>): Promise<T> {
  const bench = await startSocketIo();
  const crowd = await Crowd.start();
  try {
    const paths = (sockets: number) => Promise.resolve(bench.paths(sockets));
    return await act({ server: bench.server, crowd, paths, cpu: () => cpuOfGroup(bench.pid) });
  } finally {
    await crowd.stop();
    await bench.stop();
  }
}

/** How busy both ends were, of one core each: a generator near 100 % would measure itself. */
export class Busy {
  readonly #stage: Stage;
  readonly #at = performance.now();
  readonly #own = process.cpuUsage();
  readonly #server: number;
  readonly #sinks: number;

  private constructor(stage: Stage, sinks: number) {
    this.#stage = stage;
    this.#server = stage.cpu();
    this.#sinks = sinks;
  }

  static async watch(stage: Stage): Promise<Busy> {
    return new Busy(stage, (await stage.crowd.heard()).cpuMs);
  }

  async tell(): Promise<string> {
    const { cpuMs, cut } = await this.#stage.crowd.heard();
    const passed = performance.now() - this.#at;
    const { user, system } = process.cpuUsage(this.#own);
    const load = (user + system) / 1_000 + cpuMs - this.#sinks;
    const server = this.#stage.cpu() - this.#server;
    const busy = `server ${percent(server / passed)}, load ${percent(load / passed)}`;
    return cut === 0 ? busy : `${busy}, ${cut} readers cut off`;
  }
}
