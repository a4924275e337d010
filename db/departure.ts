import type { InStatement } from "@libsql/client/web";
import * as v from "valibot";
import { FORMER_MEMBER } from "#protocol/erasure.ts";
import type { PersonId } from "#protocol/ids.ts";
import { writeBatch, type Database } from "./client.ts";
import { INBOX } from "./erasures.ts";

/**
 * Deletes someone's account. What they did stays, and its row, so that their id stands for nobody else; what identifies them and all
 * ways to sign in go, and rooms are noted that have to forget their name, and their inbox. Gives the sessions that have ended by it, or null when they
 * are the only owner: behind them nobody could come in any more, and whoever could would find their rooms. Safe to repeat.
 */
export async function deleteAccount(
  database: Database,
  person: PersonId,
  now: number,
): Promise<string[] | null> {
  const results = await writeBatch(database, [
    {
      sql: `select id from sessions where account_id = ? and revoked_at is null and expires_at > ?`,
      args: [person, now],
    },
    {
      sql: `update accounts set kind = 'departed', name = ?2, name_key = null, role = 'member',
          session_version = session_version + 1, told_version = name_version,
          pronouns = '', status_text = '', status_emoji = '', status_until = null
        where id = ?1 and kind = 'person' and (role <> 'owner'
          or exists (select 1 from accounts as other where other.id <> ?1 and other.role = 'owner'
            and other.kind = 'person' and other.banned_at is null))`,
      args: [person, FORMER_MEMBER],
    },
    ...noteErasures(person),
    ...OF_AN_ACCOUNT.map((what) => takeAway(what, person)),
    { sql: "select kind from accounts where id = ?", args: [person] },
  ]);
  const hasDeparted = results.at(-1)?.rows[0]?.["kind"] === "departed";
  const ended = (results[0]?.rows ?? []).map((row) => v.parse(v.string(), row["id"]));
  return hasDeparted ? ended : null;
}

const HAS_DEPARTED = "exists (select 1 from accounts where id = ?1 and kind = 'departed')";

/** Whoever ever said something in a room had come into it, and coming is the kind of event that is quickly found. */
function noteErasures(person: PersonId): InStatement[] {
  return [
    {
      sql: `insert into erasures (person_id, room_id, told_at)
        select ?1, known.id, 0
        from (select id from rooms union select room_id from archive_epochs) as known
        where ${HAS_DEPARTED} and (
          exists (select 1 from memberships where room_id = known.id and person_id = ?1)
          or exists (select 1 from invitations where room_id = known.id and person_id = ?1)
          or exists (select 1 from rooms as own where own.id = known.id and own.created_by = ?1)
          or exists (select 1 from events where room_id = known.id and by = ?1 and type <> 'message.posted'))
        on conflict do nothing`,
      args: [person],
    },
    {
      sql: `insert into erasures (person_id, room_id, told_at) select ?1, ?2, 0
        where ${HAS_DEPARTED} on conflict do nothing`,
      args: [person, INBOX],
    },
    { sql: `delete from memberships where person_id = ?1 and ${HAS_DEPARTED}`, args: [person] },
    {
      sql: `update rooms set members = (select count(*) from memberships where room_id = rooms.id)
        where id in (select room_id from erasures where person_id = ?1)`,
      args: [person],
    },
  ];
}

/** Everything that goes with an account: where it is, and which of it. Each comes before what it is found by. */
const OF_AN_ACCOUNT = [
  "mail_tokens where (account_id = ?1 or email in (select email from emails where account_id = ?1))",
  // A passkey that is being made, a visit to another site: neither may end in a way back in.
  "ceremonies where instr(data, ?1) > 0",
  "emails where account_id = ?1",
  "passwords where account_id = ?1",
  "passkeys where account_id = ?1",
  "recovery_codes where account_id = ?1",
  "identities where account_id = ?1",
  "invites where created_by = ?1",
  "invitations where (person_id = ?1 or by = ?1)",
  "bookmarks where person_id = ?1",
  "refresh_tokens where session_id in (select id from sessions where account_id = ?1)",
  "sessions where account_id = ?1",
];

function takeAway(what: string, person: PersonId): InStatement {
  return { sql: `delete from ${what} and ${HAS_DEPARTED}`, args: [person] };
}
