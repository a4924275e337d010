import { PersonId } from "#protocol/ids.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import * as v from "valibot";
import { endOf } from "../object/keys.ts";
import type { Clock, Storage } from "../object/ports.ts";
import type { Author } from "../rooms.ts";
import { readJsonRow, writeJsonRow } from "./json-row.ts";
import { NOTE_KEY } from "./keys.ts";

/** Tokens and tickets say for five minutes and a half what somebody was when they were made; after this, none of those is left. */
const REMEMBER_MS = 10 * 60_000;
const PAGE = 128;

type NewRole = { role: CommunityRole; until: number };

/** What people have become a moment ago. Whoever may not write any more must not go on because an older token says so. */
export class NewRoles {
  readonly #rows: Storage<Uint8Array>;
  readonly #clock: Clock;
  readonly #roles = new Map<PersonId, NewRole>();

  private constructor(rows: Storage<Uint8Array>, clock: Clock) {
    this.#rows = rows;
    this.#clock = clock;
  }

  static async open(rows: Storage<Uint8Array>, clock: Clock): Promise<NewRoles> {
    const roles = new NewRoles(rows, clock);
    const page = await rows.list({ start: "r:", end: endOf("r:"), limit: PAGE });
    for (const [key, row] of page)
      roles.#roles.set(v.parse(PersonId, key.slice("r:".length)), readJsonRow<NewRole>(row));
    return roles;
  }

  of({ person, role }: Author): CommunityRole {
    const known = this.#roles.get(person);
    return known && known.until > this.#clock.now() ? known.role : role;
  }

  async become(person: PersonId, role: CommunityRole): Promise<void> {
    const now = this.#clock.now();
    const old = [...this.#roles].filter(([, { until }]) => until <= now).map(([id]) => id);
    for (const id of old) this.#roles.delete(id);
    const known = { role, until: now + REMEMBER_MS };
    this.#roles.set(person, known);
    const put = new Map([[NOTE_KEY.role(person), writeJsonRow(known)]]);
    await this.#rows.commit({
      put,
      remove: old.filter((id) => id !== person).map(NOTE_KEY.role),
    });
  }
}
