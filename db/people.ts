import * as v from "valibot";
import { PersonId } from "#protocol/ids.ts";
import { CommunityRole } from "#protocol/roles.ts";
import type { Database } from "./client.ts";

/** Someone as the list of people tells of them. Times in ms since epoch. */
export type ListedPerson = {
  id: PersonId;
  name: string;
  role: CommunityRole;
  since: number;
  /** When a device of theirs was last used, in ms since epoch; null when none is signed in. */
  lastSeenAt: number | null;
  isBanned: boolean;
};

/** Which of them: by a part of the name, by what they are, by whether they have been put out. */
export type PeopleQuery = {
  /** A part of the name; the empty text is a part of every name. */
  sought: string;
  role: CommunityRole | null;
  /** `null`: both, one beside the other. */
  areBanned: boolean | null;
  /** The last one of the page before. */
  after: PersonId | null;
  limit: number;
};

export type PeoplePage = { people: ListedPerson[]; hasMore: boolean; count: number };

const ListedRow = v.object({
  id: PersonId,
  name: v.string(),
  role: CommunityRole,
  created_at: v.number(),
  last_seen_at: v.nullable(v.number()),
  banned_at: v.nullable(v.number()),
});

// SQLite folds the case of ASCII only: a name is sought as it was typed, too, and by its key where it has one.
const THOSE = `kind = 'person'
  and (instr(lower(name), :folded) or instr(name, :sought) or instr(coalesce(name_key, ''), :folded))
  and (:role is null or role = :role)
  and (:banned is null or (banned_at is not null) = :banned)`;

/** Everyone by name, a page at a time, and how many there are in all. Placeholders and the departed are nobody here. */
export async function listPeople(database: Database, query: PeopleQuery): Promise<PeoplePage> {
  const { sought, role, areBanned, after, limit } = query;
  const those = {
    sought,
    folded: sought.normalize("NFKC").toLowerCase(),
    role,
    banned: areBanned === null ? null : Number(areBanned),
  };
  const [listed, counted] = await database.client.batch(
    [
      {
        sql: `select id, name, role, created_at, banned_at,
            (select max(last_used_at) from sessions
              where account_id = accounts.id and revoked_at is null) as last_seen_at
          from accounts where ${THOSE}
            and (:after is null or (lower(name), id) >
              (select lower(name), id from accounts where id = :after))
          order by lower(name), id limit :limit`,
        // One more than is told, to know whether there are more.
        args: { ...those, after, limit: limit + 1 },
      },
      { sql: `select count(*) as count from accounts where ${THOSE}`, args: those },
    ],
    "read",
  );
  const rows = v.parse(v.array(ListedRow), listed?.rows ?? []);
  const count = v.parse(v.number(), counted?.rows[0]?.["count"]);
  return { people: rows.slice(0, limit).map(listedOf), hasMore: rows.length > limit, count };
}

function listedOf(row: v.InferOutput<typeof ListedRow>): ListedPerson {
  const { id, name, role, created_at: since, last_seen_at: lastSeenAt, banned_at } = row;
  return { id, name, role, since, lastSeenAt, isBanned: banned_at !== null };
}
