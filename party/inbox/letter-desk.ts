import type { Letter } from "#protocol/inbox/facts.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { Answer } from "../rooms.ts";
import { lettersAfter } from "./asked-of-rooms.ts";
import type { ChangeDesk } from "./change-desk.ts";
import type { InboxState } from "./inbox-state.ts";
import { readLetter, type Read } from "./read-letter.ts";
import type { Woken } from "./wake-up.ts";

/** A room that was last heard of longer ago has nothing that it keeps for its next round of everyone, but for the very largest. */
const LATELY_MS = 60_000;

/** Takes the letters of rooms, and asks them for what lies between. */
export class LetterDesk {
  readonly #inbox: Woken;
  readonly #changes: ChangeDesk;
  /** In ms since epoch, of rooms that have written since this inbox woke. */
  readonly #heardAt = new Map<RoomId, number>();

  constructor(inbox: Woken, changes: ChangeDesk) {
    this.#inbox = inbox;
    this.#changes = changes;
  }

  /** When this is answered well, it is durable, and the room need not tell it again. */
  async tell(letter: Letter): Promise<Answer<{ isHere: boolean }>> {
    const { log, listeners, world } = this.#inbox;
    this.#heardAt.set(letter.room, world.clock.now());
    if (log.isErased) return { ok: true, value: { isHere: false } };
    const read = this.#read(log.state, letter);
    // Asked outside of any turn: a room that is slow must not keep a person from reading.
    if ("missing" in read) {
      const caughtUp = await this.#hearAfter(letter.room, read.missing);
      if (!caughtUp.ok) return caughtUp;
    }
    const heard = await this.#hear(letter);
    if (!heard.ok) return heard;
    return { ok: true, value: { isHere: listeners.areThere } };
  }

  /**
   * Somebody has come, and nobody was there before. To those who are away rooms tell what was said seldom, so those that may keep
   * something back are asked: what is unread is right at once. What is asked in vain comes with the next round.
   */
  async arrived(): Promise<void> {
    const { log, world, person } = this.#inbox;
    const now = world.clock.now();
    // They are about to tell everyone, and have people to let in.
    if (now < world.mayWakeAllAt()) return;
    for (const [room, { unread, newsAt }] of log.state.rooms) {
      const heardAt = Math.max(newsAt, this.#heardAt.get(room) ?? 0);
      if (unread.isMember && now - heardAt <= LATELY_MS) {
        await this.#hearAfter(room, unread.heard, person);
      }
    }
  }

  #read(state: InboxState, letter: Letter): Read {
    const { person, presence } = this.#inbox;
    return readLetter(state, letter, person, (at) => presence.isCalled(at));
  }

  #hear(letter: Letter): Promise<Answer<null>> {
    return this.#changes.change((state) => {
      const read = this.#read(state, letter);
      return "state" in read ? read.state : state;
    }, letter);
  }

  async #hearAfter(room: RoomId, after: number, arrived?: PersonId): Promise<Answer<null>> {
    for await (const page of lettersAfter(this.#inbox.world.rooms, room, after, arrived)) {
      if (!page.ok) return page;
      const heard = await this.#hear(page.value);
      if (!heard.ok) return heard;
    }
    return { ok: true, value: null };
  }
}
