import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { DoorLimits, RoomLimits } from "#protocol/limits.ts";
import { freePort } from "../scripts/free-port.ts";
import { killGroup, runningProcesses } from "../scripts/processes.ts";
import { HURRIED_DOORS } from "./hurried-doors.ts";

/** Which server of rooms: the deployed one, or PartyKit's own. */
export type Host = "partyserver" | "partykit";

export type StartOptions = {
  /** The data folder; without one, a new folder that is gone after `stop`. */
  dir?: string;
  port?: number;
  host?: Host;
  limits?: Partial<RoomLimits>;
  /** What may be asked of the API in a minute; without them as good as everything, for tests are in a hurry. */
  doorLimits?: Partial<DoorLimits>;
  /** The header of a proxy that this server believes. */
  clientAddressHeader?: string;
  /** JSON text: other sites that people sign in with. */
  oidcProviders?: string;
  /** Whether it may send notifications to a push service of this machine (test/push-service.ts). */
  pushLoopback?: boolean;
  /** What lets whoever watches see its figures. */
  metricsToken?: string;
  /** Another address than its own that pages may come from, such as a proxy's. */
  origin?: string;
  /** A file of settings; without one none is read, not even a developer's own. */
  envFile?: string;
  /** Another folder with Parley in it, which the server may only read (test/read-only-copy.ts). */
  code?: string;
};

export type Parley = {
  url: string;
  port: number;
  dir: string;
  host: Host;
  /** Everything the server has printed since its last start. */
  output: () => string;
  /** As Ctrl-C does it. Gives the exit code. */
  stop: () => Promise<number | null>;
  /** As a power cut does it: every process at once, without warning. The data stays. */
  kill: () => Promise<void>;
  /** After `kill` or `stop`: the same data, the same port. */
  restart: () => Promise<void>;
};

const UNBOUND = [process.execPath] as const;
/** Root may write everywhere, whatever the modes of files say, unless it gives that up. */
const BOUND_BY_MODES =
  process.getuid?.() === 0
    ? (["setpriv", "--bounding-set=-dac_override,-dac_read_search", ...UNBOUND] as const)
    : UNBOUND;
const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** A machine that stands still for a moment must not look like a server that does. */
const READY_WITHIN_MS = 110_000;

/** The built product, started the way people start it, and ready to answer. */
export async function startParley(options: StartOptions = {}): Promise<Parley> {
  const dir = options.dir ?? (await mkdtemp(path.join(tmpdir(), "parley-")));
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  let run = launch({ ...options, dir, port });
  await run.ready(url);
  return {
    url,
    port,
    dir,
    host: options.host ?? "partyserver",
    output: () => run.output(),
    stop: async () => {
      const code = await run.interrupt();
      if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
      return code;
    },
    kill: () => run.kill(),
    restart: async () => {
      run = launch({ ...options, dir, port });
      await run.ready(url);
    },
  };
}

type Launch = StartOptions & { dir: string; port: number };

/** One run of the supervisor and all that it starts. */
export function launch({ dir, port, host, limits, doorLimits, origin, ...other }: Launch) {
  const code = other.code ?? ROOT;
  const args = [path.join(code, "scripts/start.mjs"), ...(host === "partykit" ? ["partykit"] : [])];
  const [command, ...before] = other.code ? BOUND_BY_MODES : UNBOUND;
  const child = spawn(command, [...before, ...args], {
    cwd: code,
    stdio: ["ignore", "pipe", "pipe"],
    // Ctrl-C at the tests must not reach the servers before the tests are done with them.
    detached: true,
    env: {
      ...process.env,
      PORT: String(port),
      PARLEY_DATA: dir,
      PARLEY_LOG: "all",
      PARLEY_ENV_FILE: other.envFile ?? "",
      PARLEY_DOOR_LIMITS: JSON.stringify(doorLimits ?? HURRIED_DOORS),
      PARLEY_CLIENT_ADDRESS_HEADER: other.clientAddressHeader ?? "",
      PARLEY_PUSH_LOOPBACK: other.pushLoopback ? "allowed" : "",
      PARLEY_OIDC_PROVIDERS: other.oidcProviders ?? "",
      PARLEY_METRICS_TOKEN: other.metricsToken ?? "",
      ...(origin ? { PARLEY_ORIGIN: origin } : {}),
      ...(limits ? { PARLEY_ROOM_LIMITS: JSON.stringify(limits) } : {}),
    },
  });
  const output = listen(child);
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return {
    output,
    exited,
    ready: (url: string) => untilReady(url, exited, () => output() || running(dir)),
    interrupt: () => {
      child.kill("SIGINT");
      return exited;
    },
    kill: async () => {
      const groups = new Set(serversOn(dir).map(({ group }) => group));
      // The server first: left for a moment without its supervisor it would begin to stop in order.
      for (const group of groups) killGroup(group);
      child.kill("SIGKILL");
      await exited;
      while (runningProcesses().some(({ group }) => groups.has(group))) await pause(10);
    },
  };
}

function listen(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  return () => text;
}

/** Where a server stood still that said nothing. */
function running(dir: string): string {
  const programs = serversOn(dir).map(({ command }) => /[\w-]+(?= |$)/.exec(command)?.[0]);
  return `It said nothing. Running: ${programs.join(", ") || "nothing"}.`;
}

async function untilReady(url: string, exited: Promise<unknown>, output: () => string) {
  const ended = exited.then(() => true);
  const until = Date.now() + READY_WITHIN_MS;
  while (!(await answers(url))) {
    if (await Promise.race([ended, pause(50, false)])) {
      throw new Error(`The server ended before it answered:\n${output()}`);
    }
    if (Date.now() > until) throw new Error(`The server never answered:\n${output()}`);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/api/community`, { signal: AbortSignal.timeout(2_000) });
    return answer.ok;
  } catch {
    // Not yet.
    return false;
  }
}

/** Every process that works on a data folder. */
export function serversOn(dir: string) {
  return runningProcesses().filter(
    ({ pid, command }) => pid !== process.pid && command.includes(dir),
  );
}
