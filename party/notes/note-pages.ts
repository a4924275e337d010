import { refusal } from "#protocol/refusals.ts";
import { encodeStateAsUpdate } from "yjs";
import { tooFast, type Allowance } from "../object/allowance.ts";
import type { Clock } from "../object/ports.ts";
import type { Answer, Author, NoteAccess } from "../rooms.ts";
import type { AccessDesk } from "./access-desk.ts";
import type { Authors } from "./authors.ts";
import type { NoteHistory } from "./history.ts";
import type { NoteVersions } from "./notes.ts";
import type { Origins } from "./origins.ts";
import type { Engine } from "./ports.ts";

/** Holding on to versions: so many at once of one person, and then one in so many seconds. */
const HOLDS = { burst: 20, perSecond: 0.1 };

type Desk = {
  clock: Clock;
  engine: Engine;
  authors: Authors;
  origins: Origins;
  history: NoteHistory;
  allowance: Allowance;
  access: AccessDesk;
  turn: <T>(act: () => Promise<T>) => Promise<T>;
};

/** The note's door without a socket: what it is and what it was, for everyone in the room. */
export class NotePages {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** The document as it is now, as one change of Yjs's. */
  async state(by: Author): Promise<Answer<Uint8Array>> {
    const access = await this.#asked(by);
    if (!access.ok) return access;
    return { ok: true, value: encodeStateAsUpdate(this.#desk.engine.document) };
  }

  /** The newest first, and under which of Yjs's client ids everyone has written. */
  async versions(by: Author): Promise<Answer<NoteVersions>> {
    const access = await this.#asked(by);
    if (!access.ok) return access;
    const { history, authors, origins } = this.#desk;
    const versions = history.versions
      .all()
      .toReversed()
      .map(({ id, at, people, isKept, removedBy }) => {
        const version = { id: String(id), at, people: [...people], isKept };
        return removedBy ? { ...version, removedBy } : version;
      });
    const told = authors
      .all()
      .map(([person, clientIds]) => ({ person, clientIds: [...clientIds] }));
    const first = origins.all().map(([person, stretches]) => ({ person, stretches }));
    return { ok: true, value: { versions, authors: told, origins: first } };
  }

  async version(by: Author, id: string): Promise<Answer<Uint8Array>> {
    const access = await this.#asked(by);
    if (!access.ok) return access;
    const { history, turn } = this.#desk;
    // In a turn, so that it is not let go while it is read.
    return turn(async () => {
      const version = history.versions.find(Number(id));
      if (!version) return { ok: false, refusal: refusal("no_such_version") };
      return { ok: true, value: await history.versions.read(version) };
    });
  }

  /** Holds on to this version, or to what the note is now: something leads there from now on. */
  async hold(by: Author, id: string | null): Promise<Answer<{ id: string }>> {
    const access = await this.#asked(by);
    if (!access.ok) return access;
    const { history, turn, allowance, clock } = this.#desk;
    const taken = allowance.take(`hold ${by.person}`, HOLDS, clock.now());
    if (!taken.ok) return tooFast(taken.waitMs);
    return turn(async () => {
      const version = id === null ? null : history.versions.find(Number(id));
      if (version === undefined) return { ok: false, refusal: refusal("no_such_version") };
      const held = version ? await history.hold(version) : await history.keepNow();
      return held.ok ? { ok: true, value: { id: String(held.value.id) } } : held;
    });
  }

  async #asked(by: Author): Promise<Answer<NoteAccess>> {
    const { allowance, clock, access } = this.#desk;
    const taken = allowance.page(by.person, clock.now());
    return taken.ok ? access.of(by) : tooFast(taken.waitMs);
  }
}
