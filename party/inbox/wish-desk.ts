import type { InboxCommand } from "#protocol/inbox/commands.ts";
import { refusal, type RefusalCode } from "#protocol/refusals.ts";
import { Turns } from "../object/turns.ts";
import type { Answer } from "../rooms.ts";
import { findUnread, isOutdated } from "./asked-of-rooms.ts";
import type { ChangeDesk } from "./change-desk.ts";
import { objectionTo } from "./half-written.ts";
import { obey, type Found } from "./obey.ts";
import type { Woken } from "./wake-up.ts";

/** So often it is asked in a row what was said somewhere, while more is read and said there. */
const MOST_TRIES = 4;
const NOTHING_FOUND: Found = new Map();

/** Does what a person's devices ask for, by whichever door they came. */
export class WishDesk {
  readonly #inbox: Pick<Woken, "world" | "person">;
  readonly #changes: ChangeDesk;
  /** What is marked unread by hand, and opened, in the order in which it is asked for. */
  readonly #byHand = new Turns();

  constructor(inbox: Pick<Woken, "world" | "person">, changes: ChangeDesk) {
    this.#inbox = inbox;
    this.#changes = changes;
  }

  async obey(command: InboxCommand): Promise<Answer<null>> {
    if (command.type === "unread") return this.#byHand.take(() => this.#markUnread(command));
    // Not while a room is still asked what was unread there before: what was wished for last would be undone.
    if (command.type === "opened") return this.#byHand.take(() => this.#do(command));
    return this.#do(command);
  }

  async #do(command: InboxCommand): Promise<Answer<null>> {
    const { clock } = this.#inbox.world;
    let objection: RefusalCode | null = null;
    // Asked in the same turn in which it is done.
    const answer = await this.#changes.change((state) => {
      objection = objectionTo(state, command);
      return objection === null ? obey(state, command, NOTHING_FOUND, clock.now()) : state;
    });
    return objection === null ? answer : { ok: false, refusal: refusal(objection) };
  }

  /** Asked outside of any turn, so it is asked again when what was found is not true any more. */
  async #markUnread(command: Extract<InboxCommand, { type: "unread" }>): Promise<Answer<null>> {
    const { world, person } = this.#inbox;
    const { marks } = command;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const found = await findUnread(world.rooms, this.#changes.state, marks, person);
      if (!found.ok) return found;
      let isDone = true;
      const answer = await this.#changes.change((state) => {
        isDone = !isOutdated(state, marks, found.value);
        return isDone ? obey(state, command, found.value, world.clock.now()) : state;
      });
      if (isDone) return answer;
    }
    return { ok: false, refusal: refusal("busy") };
  }
}
