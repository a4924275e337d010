import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import type { DownMessage } from "#protocol/down.ts";
import { NoteNews, withNoteChanges } from "#protocol/note-news.ts";
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

/** What the room has to do with its note: it says who may be there, tells it of those who may not any more, and everyone that it is news. */
export class NoteDoor {
  readonly #world: World;
  readonly #journal: Journal;
  /** Nobody has been in most notes, and those need not be woken. */
  #isUsed: boolean;
  #news: NoteNews;
  #isNewsTold = true;

  private constructor(world: World, journal: Journal, kept: string | undefined) {
    this.#world = world;
    this.#journal = journal;
    this.#isUsed = kept !== undefined;
    this.#news = newsIn(kept);
  }

  static async open(storage: Storage, world: World, journal: Journal): Promise<NoteDoor> {
    return new NoteDoor(world, journal, await storage.get(KEY.note));
  }

  /** Who has changed it lately, for somebody who comes. */
  now(): DownMessage[] {
    return this.#news.length > 0 ? [{ t: "note", news: this.#news }] : [];
  }

  /** It says that somebody has changed it. In a turn of the room's. */
  async changed(news: NoteNews): Promise<void> {
    const next = withNoteChanges(this.#news, news);
    if (next === this.#news) return;
    await this.#world.storage.commit({ put: new Map([[KEY.note, JSON.stringify(next)]]) });
    this.#news = next;
    this.#isNewsTold = false;
  }

  /** What everyone here is to hear of it. */
  takeNews(): DownMessage[] {
    if (this.#isNewsTold) return [];
    this.#isNewsTold = true;
    return this.now();
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

/** Empty where nobody has changed it since rooms know of that. */
function newsIn(kept: string | undefined): NoteNews {
  const news = v.safeParse(NoteNews, kept ? parseJson(kept) : []);
  return news.success ? news.output : [];
}
