import * as v from "valibot";
import type { InboxCommand } from "#protocol/inbox/commands.ts";
import { decodeInboxUp } from "#protocol/inbox/decode.ts";
import { Changes } from "#protocol/inbox/frames.ts";
import type { PersonId } from "#protocol/ids.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { isRetryable } from "../answer.ts";
import type { askApi } from "../api.ts";
import { browserClock } from "../clock.ts";
import { ABNORMAL, type LineSocket, type OpenSocket, type SocketEvents } from "../line/line.ts";
import { RequestsLife } from "../line/requests-life.ts";
import { closeCodeFor } from "../room/polled-refusals.ts";

/** Without a socket, what others say is counted within this time. */
const ASK_EVERY_MS = 5_000;

const Heard = v.object({ epoch: v.string(), head: v.number(), heard: v.array(Changes) });

/** An inbox heard by asking again and again (contract C16). It looks like a socket, and its frames are a socket's. */
export function polledInbox(ask: typeof askApi): OpenSocket<PersonId> {
  return (_person, _ticket, events) => new PolledInbox(ask, events);
}

class PolledInbox implements LineSocket {
  readonly #askApi: typeof askApi;
  readonly #events: SocketEvents;
  readonly #life: RequestsLife;
  #at: { epoch: string | null; cursor: number } = { epoch: null, cursor: 0 };
  #stopAsking = () => {};
  #posting: Promise<void> = Promise.resolve();

  constructor(ask: typeof askApi, events: SocketEvents) {
    this.#askApi = ask;
    this.#events = events;
    this.#life = new RequestsLife(events);
  }

  connect() {
    this.#life.begin();
  }

  send(frame: string): boolean {
    const { signal } = this.#life;
    if (!signal) return false;
    const said = decodeInboxUp(frame);
    if (!said.ok) throw new RangeError(`our own frame is not understood: ${said.code}`);
    const up = said.value;
    switch (up.t) {
      case "hello":
        this.#at = { epoch: up.epoch, cursor: up.cursor };
        void this.#ask(signal, true);
        break;
      case "ping":
        void this.#ask(signal, false);
        break;
      case "command":
        // One after the other: two requests at a time have no order.
        this.#posting = this.#posting.then(() => this.#command(up.command, signal));
        break;
      case "status":
      case "watch":
        // Presence is for those with a line that can be lost.
        break;
      case "renew":
      case "mark":
        // Each request brings its own session, and no request is written into without being read.
        break;
    }
    return true;
  }

  close() {
    this.#end(ABNORMAL);
  }

  async #ask(signal: AbortSignal, isHello: boolean): Promise<void> {
    this.#stopAsking();
    const { epoch, cursor } = this.#at;
    const query = new URLSearchParams({ after: String(cursor) });
    if (epoch !== null) query.set("epoch", epoch);
    const answer = await this.#askApi("GET", `/api/inbox/changes?${query}`, Heard, undefined, {
      signal,
    });
    if (signal.aborted) return;
    if (!answer.ok) return this.#end(closeCodeFor(answer.code));
    const { head, heard } = answer.value;
    this.#at = { epoch: answer.value.epoch, cursor: head };
    const welcome = { t: "welcome", version: PROTOCOL_VERSION, epoch: answer.value.epoch, head };
    const sign = isHello ? welcome : { t: "pong", head };
    this.#events.frame(JSON.stringify(isHello ? [sign, ...heard] : [...heard, sign]));
    this.#stopAsking = browserClock.setTimer(ASK_EVERY_MS, () => void this.#ask(signal, false));
  }

  async #command(command: InboxCommand, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { id } = command;
    const answer = await this.#askApi("POST", "/api/inbox/commands", v.unknown(), command, {
      signal,
    });
    if (signal.aborted) return;
    if (!answer.ok && answer.code === "offline") return this.#end(ABNORMAL);
    const said = answer.ok
      ? { t: "done", id }
      : { t: "refused", id, code: answer.code, retryable: isRetryable(answer.code) };
    this.#events.frame(JSON.stringify([said]));
    await this.#ask(signal, false);
  }

  #end(code: number) {
    this.#life.end(code, () => this.#stopAsking());
  }
}
