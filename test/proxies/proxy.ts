import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { makeCertificate, type Certificate } from "./certificate.ts";

const EXAMPLES = fileURLToPath(new URL("../../docs/self-hosting", import.meta.url));
const READY_WITHIN_MS = 20_000;

/** Where things are on this machine that the examples have in their usual places. */
export type Place = {
  /** The proxy's own, with nothing in it but the certificate. */
  dir: string;
  certificate: Certificate;
  /** Free, for https and for http. */
  port: number;
  plainPort: number;
  /** Where Parley listens. */
  serverPort: number;
};

export type Proxy = {
  url: string;
  plainUrl: string;
  certificate: Certificate;
  stop(): Promise<void>;
};

/** A proxy as its example has it: what to run in the folder, in the foreground. */
export type Recipe = (
  place: Place,
) => Promise<{ command: string; args: string[]; env?: Record<string, string> }>;

/** Runs a proxy on loopback, by a process of our own that `stop` ends. @throws Error with what it said when it does not come up. */
export async function startProxy(
  recipe: Recipe,
  ports: Pick<Place, "port" | "plainPort" | "serverPort">,
): Promise<Proxy> {
  const dir = await mkdtemp(path.join(tmpdir(), "parley-proxy-"));
  const certificate = makeCertificate(dir);
  const { command, args, env } = await recipe({ dir, certificate, ...ports });
  const child = spawn(command, args, {
    cwd: dir,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], HOME: dir, ...env },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await exited;
    await rm(dir, { recursive: true });
  };
  const until = Date.now() + READY_WITHIN_MS;
  while (!(await takesLines(ports.port))) {
    if (child.exitCode === null && Date.now() < until) {
      await pause(20);
    } else {
      await stop();
      throw new Error(`${command} did not come up:\n${said}`);
    }
  }
  return {
    url: `https://localhost:${ports.port}`,
    plainUrl: `http://localhost:${ports.plainPort}`,
    certificate,
    stop,
  };
}

function takesLines(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const line = connect(port, "127.0.0.1");
    line.once("connect", () => {
      line.destroy();
      resolve(true);
    });
    line.once("error", () => resolve(false));
  });
}

/**
 * An example with what has to be another here. Each of the `changes` has to be in it.
 * @throws Error that names what is not: the example has changed, and what is tested would be something else.
 */
export async function exampleOf(name: string, changes: [string, string][]): Promise<string> {
  let text = await readFile(path.join(EXAMPLES, name), "utf8");
  for (const [theirs, ours] of changes) {
    if (!text.includes(theirs))
      throw new Error(`${name} has no ${JSON.stringify(theirs)} any more`);
    text = text.replaceAll(theirs, ours);
  }
  return text;
}
