import { WebSocket } from "ws";
import { decodeDown } from "#protocol/decode.ts";
import type { ArchiveState, DownMessage } from "#protocol/down.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { PING } from "#protocol/up.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import type { Note } from "../history/note.ts";
import type { Outbox } from "./outbox.ts";

/** A line on which nothing is heard for so long is given up. */
const SILENT_MS = 1_800;
const PING_EVERY_MS = 500;
/** Sent on without an answer; after a refusal that asks to wait it is one at a time. */
const WINDOW = 5;
const WAIT_MS = 30;

type Wish = {
  device: string;
  line: string;
  by: string;
  address: string;
  origin: string;
  hello: { epoch: string | null; cursor: number };
  history: Note[];
  outbox: Outbox;
  /** What the device shall say at its next hello. */
  knows: (epoch: string, cursor: number) => void;
  caughtUp: () => void;
  archive: (state: ArchiveState) => void;
};

export type Talk = {
  /** What waits in the outbox, as far as the window allows. */
  send(): void;
  hangUp(): void;
  /** Resolves when this line is over, however it ended. */
  over: Promise<void>;
};

/** One line from its handshake to its end. Everything said and heard on it is noted, and nothing after its end. */
export function talk(wish: Wish): Talk {
  const { history, outbox, line, device } = wish;
  const ws = new WebSocket(wish.address, {
    headers: { origin: wish.origin },
    handshakeTimeout: SILENT_MS,
  });
  const inFlight = new Set<string>();
  let { cursor } = wish.hello;
  let epoch = "";
  let isGreeted = false;
  let isOver = false;
  let window = WINDOW;
  let holdUntil = 0;
  let heardAt = performance.now();

  const say = (message: unknown) => {
    if (ws.readyState === WebSocket.OPEN) {
      ws.send(typeof message === "string" ? message : JSON.stringify(message));
    }
  };

  const send = () => {
    if (!isGreeted || isOver || performance.now() < holdUntil) return;
    for (const command of outbox.waiting.slice(0, window)) {
      if (inFlight.has(command.id)) continue;
      inFlight.add(command.id);
      const { id, body } = command;
      history.push({ t: "asked", device, line, by: wish.by, id, body });
      say({ t: "command", command });
    }
  };

  const settle = (id: string) => {
    inFlight.delete(id);
    outbox.settle(id);
  };

  const apply = (events: readonly RoomEvent[]) => {
    for (const { id, seq, by } of events) {
      cursor = seq;
      if (by === wish.by) settle(id);
    }
    wish.knows(epoch, cursor);
  };

  const hear = (message: DownMessage) => {
    switch (message.t) {
      case "welcome":
        epoch = message.epoch;
        wish.archive(message.archive);
        history.push({ t: "welcome", line, epoch, head: message.head });
        return;
      case "snapshot":
      case "events":
        history.push(
          message.t === "events"
            ? { t: "events", line, events: message.events }
            : { t: "snapshot", line, epoch, seq: message.seq, events: message.events },
        );
        return apply(message.events);
      case "here":
        if (!isGreeted) history.push({ t: "caught-up", line });
        isGreeted = true;
        wish.caughtUp();
        return;
      case "accepted":
        history.push({ t: "accepted", device, event: message.event });
        return settle(message.event.id);
      case "refused":
        return refused(message);
      case "mark":
        return say(message);
      case "archive":
        return wish.archive(message.state);
      case "presence":
      case "typing":
      case "receipts":
      case "note":
      case "pong":
      case "renewed":
    }
  };

  const refused = ({
    id,
    code,
    retryable,
    retryAfterMs,
  }: Extract<DownMessage, { t: "refused" }>) => {
    if (id === null) throw new Error(`${line} sent what the room could not read: ${code}`);
    history.push({ t: "refused", device, id, code, retryable });
    if (!retryable) return settle(id);
    inFlight.delete(id);
    window = 1;
    holdUntil = performance.now() + (retryAfterMs ?? WAIT_MS);
  };

  ws.on("open", () => {
    history.push({ t: "hello", line, ...wish.hello });
    say({ t: "hello", version: PROTOCOL_VERSION, ...wish.hello });
  });
  ws.on("message", (data: Buffer) => {
    if (isOver) return;
    heardAt = performance.now();
    const messages = decodeDown(data.toString());
    if (!messages) throw new Error(`${line} heard what no client understands`);
    for (const message of messages) hear(message);
    send();
  });
  // Its close says all that there is to know.
  ws.on("error", () => {});
  const watch = setInterval(() => {
    if (performance.now() - heardAt > SILENT_MS) ws.terminate();
    else if (isGreeted) say(PING);
  }, PING_EVERY_MS);
  const over = new Promise<void>((resolve) => {
    ws.on("close", () => {
      isOver = true;
      clearInterval(watch);
      resolve();
    });
  });
  return { send, hangUp: () => ws.terminate(), over };
}
