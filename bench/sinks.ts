/** A process of its own that holds many sockets, reads what comes, and can tell how far each has come. Nothing else. */
import process from "node:process";
import { dialectOf, type Server } from "./dialects.ts";
import { FrameScanner, isSmall } from "./frames.ts";
import { openRaw, type RawSocket } from "./raw-socket.ts";

export type ToSinks =
  | { ask: "open"; server: Server; paths: string[] }
  | { ask: "heard" }
  | { ask: "until"; seq: number }
  | { ask: "close" };
export type FromSinks =
  | { opened: number }
  | { heard: number; cut: number; at: number; cpuMs: number }
  | { allHeardAt: number };

type Sink = { socket: RawSocket | null; seq: number; isCut: boolean };

const OPEN_AT_ONCE = 50;
const SEQ = /"seq":(\d+)\D*$/;

const sinks: Sink[] = [];
let waitsFor: { seq: number; left: number } | null = null;

process.on("message", (message: ToSinks) => void answer(message));
process.on("disconnect", () => process.exit(0));

async function answer(message: ToSinks): Promise<void> {
  switch (message.ask) {
    case "open":
      await openAll(message.server, message.paths);
      return tell({ opened: sinks.length });
    case "heard": {
      const { user, system } = process.cpuUsage();
      return tell({
        heard: sinks.reduce((sum, { seq }) => sum + seq, 0),
        cut: sinks.filter(({ isCut }) => isCut).length,
        at: now(),
        cpuMs: (user + system) / 1_000,
      });
    }
    case "until": {
      const left = sinks.filter(({ seq }) => seq < message.seq).length;
      waitsFor = { seq: message.seq, left };
      if (left === 0) tell({ allHeardAt: now() });
      return;
    }
    case "close":
      for (const { socket } of sinks.splice(0)) socket?.end();
      return tell({ opened: 0 });
  }
}

async function openAll(server: Server, paths: string[]): Promise<void> {
  for (let from = 0; from < paths.length; from += OPEN_AT_ONCE) {
    await Promise.all(paths.slice(from, from + OPEN_AT_ONCE).map((path) => open(server, path)));
  }
}

async function open(server: Server, path: string): Promise<void> {
  const dialect = dialectOf(server);
  const sink: Sink = { socket: null, seq: 0, isCut: false };
  const cut = () => {
    sink.isCut = true;
  };
  const scanner = new FrameScanner((end, length) => {
    const reply = isSmall(length) ? dialect.reply(end) : null;
    if (reply !== null) sink.socket?.say(reply);
    else hear(sink, end);
  }, cut);
  sink.socket = await openRaw(server.url, path, (chunk) => scanner.scan(chunk), cut);
  sink.socket.say(dialect.hello);
  sinks.push(sink);
}

/** Numbers have no holes and stand last in an event, so the end of a frame tells how many events came before it. */
function hear(sink: Sink, end: string): void {
  const seq = Number(SEQ.exec(end)?.[1] ?? 0);
  if (seq <= sink.seq) return;
  const before = sink.seq;
  sink.seq = seq;
  if (!waitsFor || before >= waitsFor.seq || seq < waitsFor.seq) return;
  waitsFor.left -= 1;
  if (waitsFor.left === 0) tell({ allHeardAt: now() });
}

/** ms since epoch, finer than a clock's tick, and the same in all processes of this machine. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

function tell(message: FromSinks): void {
  process.send?.(message);
}
