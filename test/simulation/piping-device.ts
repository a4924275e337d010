import type { DownMessage } from "#protocol/down.ts";
import type { CommandId } from "#protocol/ids.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import type { Author } from "#party/rooms.ts";
import { SimSocket } from "./line.ts";
import type { Network } from "./network.ts";
import type { SimClock } from "./sim-clock.ts";
import type { SimServer } from "./sim-server.ts";

const COME_BACK_MS = 1_000;
const ANSWER_TIMEOUT_MS = 20_000;

type Post = { type: "message.post"; id: CommandId; body: string };

/** A device that sends on without waiting for answers, by the letter of the protocol: what comes down one socket stays in order. */
export class PipingDevice {
  readonly #by: Author;
  readonly #clock: SimClock;
  readonly #server: SimServer;
  readonly #socket: SimSocket;
  #queue: Post[] = [];
  #isLive = false;
  /** After a "later" one goes at a time, each when the one before it is settled. */
  #isCareful = false;
  #texts = 0;
  #stopWaiting: () => void = () => undefined;

  constructor(by: Author, world: { clock: SimClock; server: SimServer; network: Network }) {
    this.#by = by;
    this.#clock = world.clock;
    this.#server = world.server;
    this.#socket = new SimSocket(world, () => this.#ticket(), {
      opened: () => this.#opened(),
      frame: (raw) => this.#heard(JSON.parse(String(raw)) as DownMessage[]),
      lost: () => this.#lost(),
    });
  }

  get isDone(): boolean {
    return this.#queue.length === 0;
  }

  async come(): Promise<void> {
    const command = { type: "room.join", id: this.#server.newId() } as const;
    await this.#server.command(this.#by, command).catch(() => null);
    this.#socket.connect();
  }

  cut() {
    this.#socket.cut(100, 2_000);
  }

  /** Writes `count` messages at once. Gives them in order. */
  write(count: number): readonly Post[] {
    const posts = Array.from({ length: count }, (): Post => {
      this.#texts += 1;
      return { type: "message.post", id: this.#server.newId(), body: `pipe ${this.#texts}` };
    });
    this.#queue.push(...posts);
    if (this.#isLive && !this.#isCareful) posts.forEach((post) => this.#send(post));
    return posts;
  }

  async #ticket(): Promise<string> {
    const answer = await this.#server.ticket(this.#by);
    if (!answer.ok) throw new RangeError(answer.refusal.code);
    return answer.value.ticket;
  }

  #opened() {
    this.#isLive = true;
    this.#isCareful = false;
    this.#socket.send(
      JSON.stringify({ t: "hello", version: PROTOCOL_VERSION, epoch: null, cursor: 0 }),
    );
    this.#queue.forEach((post) => this.#send(post));
    this.#wait(ANSWER_TIMEOUT_MS, () => this.#socket.close());
  }

  #heard(messages: readonly DownMessage[]) {
    for (const message of messages) {
      if (message.t === "events" || message.t === "snapshot") {
        for (const { by, id } of message.events) if (by === this.#by.person) this.#settled(id);
      } else if (message.t === "accepted") this.#settled(message.event.id);
      else if (message.t === "refused" && message.id) this.#refused(message.id, message);
    }
  }

  #settled(id: CommandId) {
    const before = this.#queue.length;
    this.#queue = this.#queue.filter((post) => post.id !== id);
    if (this.#queue.length < before) this.#goOn();
  }

  #goOn() {
    const next = this.#queue[0];
    if (!next) this.#isCareful = false;
    if (next && this.#isCareful) this.#send(next);
    if (next) this.#wait(ANSWER_TIMEOUT_MS, () => this.#socket.close());
    else this.#stopWaiting();
  }

  #refused(
    id: CommandId,
    { retryable, retryAfterMs }: { retryable: boolean; retryAfterMs?: number | undefined },
  ) {
    if (!retryable) return this.#settled(id);
    // Those behind it were held back: they come again when it has been settled.
    if (id !== this.#queue[0]?.id) return;
    this.#isCareful = true;
    this.#wait((retryAfterMs ?? 0) + 200, () => this.#goOn());
  }

  #send(post: Post) {
    this.#socket.send(JSON.stringify({ t: "command", command: post }));
  }

  #lost() {
    this.#isLive = false;
    this.#wait(COME_BACK_MS, () => this.#socket.connect());
  }

  #wait(ms: number, then: () => void) {
    this.#stopWaiting();
    this.#stopWaiting = this.#clock.after(ms, then);
  }
}
