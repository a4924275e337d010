import { refusal } from "#protocol/refusals.ts";
import { may } from "#protocol/roles.ts";
import type { Gone } from "../notes/notes.ts";
import type { Storage } from "../object/ports.ts";
import type { Answer, Author, NoteAccess } from "../rooms.ts";
import type { Entrance } from "./entrance.ts";
import type { Journal } from "./journal.ts";
import { KEY } from "./keys.ts";
import type { World } from "./ports.ts";

/** A note that is being moved or restarted hears it the next time. */
const TRIES = 3;

/** What the room has to do with its note: it says who may be there, and tells it of those who may not any more. */
export class NoteDoor {
  readonly #world: World;
  readonly #journal: Journal;
  /** Nobody has been in most notes, and those need not be woken. */
  #isUsed: boolean;

  private constructor(world: World, journal: Journal, isUsed: boolean) {
    this.#world = world;
    this.#journal = journal;
    this.#isUsed = isUsed;
  }

  static async open(storage: Storage, world: World, journal: Journal): Promise<NoteDoor> {
    return new NoteDoor(world, journal, (await storage.get(KEY.note)) !== undefined);
  }

  /** What somebody may do at the note, if they may be in this room. */
  async access(by: Author, entrance: Entrance): Promise<Answer<NoteAccess>> {
    const objection = entrance.objectionTo(by);
    if (objection) return { ok: false, refusal: refusal(objection) };
    if (!this.#isUsed) {
      // First, so that whoever leaves from here on is told of.
      this.#isUsed = true;
      await this.#world.storage.commit({ put: new Map([[KEY.note, ""]]) });
    }
    return { ok: true, value: { mayWrite: may(by.role, "note.write") } };
  }

  /** Tells it beside all else. What it does not hear, it finds out when it asks again (party/notes/access-desk.ts). */
  tell(gone: Gone): void {
    const isNobody = gone.people.length === 0 && gone.sessions.length === 0;
    if (this.#isUsed && !isNobody) void this.#tell(gone);
  }

  async #tell(gone: Gone): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const answer = await this.#world.note.gone(this.#journal.room, gone);
      if (answer.ok || !answer.refusal.retryable) return;
    }
  }
}
