import type { InStatement } from "@libsql/client/web";
import type { PersonId } from "#protocol/ids.ts";
import type { Condition } from "./names.ts";

/**
 * That this person's address has answered no mail so far: whoever made the account may be somebody else, who knows what it was made
 * with. To be asked before it is noted that it has.
 */
export function isFirstProof(person: PersonId, isOpen: Condition): Condition {
  return {
    sql: `${isOpen.sql}
      and exists (select 1 from emails as unproved where unproved.account_id = ? and unproved.verified_at is null)`,
    args: [...isOpen.args, person],
  };
}

const WAYS_IN = ["passwords", "passkeys", "recovery_codes", "identities"];

/**
 * For the batch that spends `hash`: takes away everything that lets somebody into the account, but for its sessions, which the batch
 * ends itself because rooms have to hear which. The first one has `rowsAffected` 1 when `condition` holds.
 */
export function takeWaysIn(person: PersonId, hash: string, condition: Condition): InStatement[] {
  const { sql, args } = condition;
  return [
    {
      // Whoever is just being let in by what goes now was found with another version, and gets no session (sessions.ts).
      sql: `update accounts set session_version = session_version + 1 where id = ? and ${sql}`,
      args: [person, ...args],
    },
    ...WAYS_IN.map((table) => ({
      sql: `delete from ${table} where account_id = ? and ${sql}`,
      args: [person, ...args],
    })),
    {
      // A passkey that is being made, a visit to another site.
      sql: `delete from ceremonies where instr(data, ?) > 0 and ${sql}`,
      args: [person, ...args],
    },
    {
      // Such as a link to another address, which would become that of the account.
      sql: `delete from mail_tokens where account_id = ? and hash <> ? and ${sql}`,
      args: [person, hash, ...args],
    },
  ];
}
