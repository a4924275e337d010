import type { MessagePosted } from "#protocol/events.ts";
import type { CommandId } from "#protocol/ids.ts";
import type { Author } from "#party/rooms.ts";
import type { Chance } from "./chance.ts";
import type { Network } from "./network.ts";
import type { SimServer } from "./sim-server.ts";
import { Violation, type Verdict } from "./violation.ts";

const DAY_MS = 86_400_000;
const STALE_MS = [-8 * DAY_MS, -30 * DAY_MS, 3_600_000];

type Post = { type: "message.post"; id: CommandId; body: string };

/** A program that posts by HTTP and does everything that a good client would not: repeats, stale ids, ids used twice. */
export class HttpBot {
  readonly #by: Author;
  readonly #server: SimServer;
  readonly #network: Network;
  readonly #chance: Chance;
  readonly #verdict: Verdict;
  readonly #sent: Post[] = [];
  #texts = 0;

  constructor(
    by: Author,
    world: { server: SimServer; network: Network; chance: Chance; verdict: Verdict },
  ) {
    this.#by = by;
    this.#server = world.server;
    this.#network = world.network;
    this.#chance = world.chance;
    this.#verdict = world.verdict;
  }

  join() {
    void this.#ask({ type: "room.join", id: this.#server.newId() });
  }

  post() {
    const command = this.#newPost(this.#server.newId());
    this.#sent.push(command);
    // Some programs are so careful that they ask twice at once.
    void this.#send(command, this.#chance.pick([1, 1, 2]));
  }

  read() {
    void this.#network
      .way()
      .then(() => this.#server.history(this.#by, { limit: 5 }))
      .catch(() => null);
  }

  repeat() {
    const recent = this.#sent.slice(this.#chance.happens(0.7) ? -3 : 0);
    if (recent.length > 0) void this.#send(this.#chance.pick(recent));
  }

  reuse() {
    if (this.#sent.length === 0) return;
    const { id } = this.#chance.pick(this.#sent.slice(-3));
    void this.#send(this.#newPost(id));
  }

  postStale() {
    const now = this.#server.now();
    void this.#send(this.#newPost(this.#server.newId(now + this.#chance.pick(STALE_MS))));
  }

  #newPost(id: CommandId): Post {
    this.#texts += 1;
    return { type: "message.post", id, body: `beep ${this.#texts}` };
  }

  async #send(command: Post, times = 1): Promise<void> {
    await this.#network.way();
    for (let more = times; more > 1; more -= 1) void this.#ask(command);
    const answer = await this.#ask(command);
    if (!answer?.ok) return;
    const [event] = answer.value.events as MessagePosted[];
    if (event?.id !== command.id || (event.body !== command.body && !event.deleted)) {
      const told = `asked "${command.body}", was told "${event?.body ?? "nothing"}"`;
      this.#verdict.failed(new Violation("Someone was told that another text is theirs.", told));
    }
  }

  /** Null: nobody knows what became of it. */
  async #ask(command: Parameters<SimServer["command"]>[1]) {
    try {
      return await this.#server.command(this.#by, command);
    } catch {
      // The room died over it.
      return null;
    }
  }
}
