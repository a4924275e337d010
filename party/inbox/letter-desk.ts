import type { Letter } from "#protocol/inbox/facts.ts";
import { hasGreeted } from "../object/standing.ts";
import type { Answer } from "../rooms.ts";
import { lettersAfter } from "./asked-of-rooms.ts";
import type { ChangeDesk } from "./change-desk.ts";
import type { InboxState } from "./inbox-state.ts";
import { readLetter, type Read } from "./read-letter.ts";
import type { Woken } from "./wake-up.ts";

/** Takes the letters of rooms, and asks them for what lies between. */
export class LetterDesk {
  readonly #inbox: Woken;
  readonly #changes: ChangeDesk;

  constructor(inbox: Woken, changes: ChangeDesk) {
    this.#inbox = inbox;
    this.#changes = changes;
  }

  /** When this is answered well, it is durable, and the room need not tell it again. */
  async tell(letter: Letter): Promise<Answer<{ isHere: boolean }>> {
    const { log, seats } = this.#inbox;
    if (log.isErased) return { ok: true, value: { isHere: false } };
    const read = this.#read(log.state, letter);
    // Asked outside of any turn: a room that is slow must not keep a person from reading.
    if ("missing" in read) {
      const caughtUp = await this.#hearAfter(letter, read.missing);
      if (!caughtUp.ok) return caughtUp;
    }
    const heard = await this.#hear(letter);
    if (!heard.ok) return heard;
    return { ok: true, value: { isHere: seats.all().some(hasGreeted) } };
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

  async #hearAfter({ room }: Letter, after: number): Promise<Answer<null>> {
    for await (const page of lettersAfter(this.#inbox.world.rooms, room, after)) {
      if (!page.ok) return page;
      const heard = await this.#hear(page.value);
      if (!heard.ok) return heard;
    }
    return { ok: true, value: null };
  }
}
