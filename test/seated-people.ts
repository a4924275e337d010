import * as v from "valibot";
import { openDatabase, writeBatch } from "#db/client.ts";
import { issueAccessToken } from "#party/auth/access-token.ts";
import { loadTokenKeys, type TokenKeys } from "#party/auth/token-keys.ts";
import { readEnv } from "#party/env.ts";
import type { Author } from "#party/rooms.ts";
import { PersonId } from "#protocol/ids.ts";
import { dataFolder } from "../scripts/data-folder.ts";
import { databaseDoor } from "../scripts/libsql.ts";
import { openOperatorDoor } from "../scripts/operator-door.ts";
import { openSecrets } from "../scripts/secrets.ts";
import type { Parley } from "./servers.ts";
import { newId } from "./wire/new-id.ts";
import { ask } from "./wire/person.ts";

const IMPORTED_AT_ONCE = 500;
const JOINED_AT_ONCE = 8;
const SESSION_MS = 3_600_000;

type Served = Pick<Parley, "url" | "dir">;

/** What the server in this folder signs with. */
export async function tokenKeysOf({ dir, url }: Served): Promise<TokenKeys> {
  const secrets = await openSecrets(dataFolder(dir).secrets);
  return loadTokenKeys(readEnv({ ...secrets, LIBSQL_URL: url, ORIGINS: url }));
}

/** People who exist and are members of a room. */
export async function seatPeople(
  parley: Served,
  keys: TokenKeys,
  room: string,
  count: number,
): Promise<Author[]> {
  const authors = await makePeople(parley, count);
  await joinAll(parley.url, keys, room, authors);
  return authors;
}

/** People who exist and are signed in, as placeholders of an import: making accounts would take a second each. */
export async function makePeople(parley: Served, count: number): Promise<Author[]> {
  const secrets = await openSecrets(dataFolder(parley.dir).secrets);
  const door = await openOperatorDoor(parley.url, secrets);
  const names = Array.from({ length: count }, (_, i) => `Guest ${i}`);
  const authors: Author[] = [];
  for (let from = 0; from < count; from += IMPORTED_AT_ONCE) {
    const wanted = names.slice(from, from + IMPORTED_AT_ONCE);
    const { people } = await door("/api/import/people", { source: "irc", names: wanted }, People);
    authors.push(
      ...people.map(({ id, name }) => ({
        person: id,
        name,
        role: "member" as const,
        session: `s-${id}`,
      })),
    );
  }
  await signIn(parley, authors);
  return authors;
}

export async function joinAll(
  url: string,
  keys: TokenKeys,
  room: string,
  authors: readonly Author[],
): Promise<void> {
  for (let from = 0; from < authors.length; from += JOINED_AT_ONCE) {
    await Promise.all(
      authors.slice(from, from + JOINED_AT_ONCE).map((author) => join(url, keys, room, author)),
    );
  }
}

/** Who joins a room has to be signed in, and the database says whether they are. */
async function signIn(parley: Served, authors: readonly Author[]): Promise<void> {
  const { url, token } = await databaseDoor(dataFolder(parley.dir));
  const people = JSON.stringify(authors.map(({ person, session }) => ({ person, session })));
  await writeBatch(openDatabase({ LIBSQL_URL: url, LIBSQL_TOKEN: token }), [
    {
      sql: "update accounts set kind = 'person' where id in (select value->>'person' from json_each(?))",
      args: [people],
    },
    {
      sql: `insert into sessions (id, account_id, version, device, created_at, last_used_at, expires_at)
        select value->>'session', value->>'person', 1, 'Bench', ?2, ?2, ?2 + ?3 from json_each(?1)`,
      args: [people, Date.now(), SESSION_MS],
    },
  ]);
}

const People = v.object({ people: v.array(v.object({ id: PersonId, name: v.string() })) });

async function join(url: string, keys: TokenKeys, room: string, author: Author): Promise<void> {
  const { token } = await issueAccessToken(keys, author, 1, Date.now());
  const body = { type: "room.join", id: newId() };
  const { status } = await ask(url, "POST", `/api/rooms/${room}/commands`, { token, body });
  if (status !== 200) throw new Error(`a guest could not join: ${status}`);
}
