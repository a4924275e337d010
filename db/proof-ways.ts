import type { PersonId } from "#protocol/ids.ts";
import type { Database } from "./client.ts";

/** What this person has that shows that it is them. */
export async function proofWays(
  { client }: Database,
  person: PersonId,
): Promise<{ password: boolean; passkey: boolean; email: boolean }> {
  const { rows } = await client.execute({
    sql: `select exists (select 1 from passwords where account_id = ?1) as password,
      exists (select 1 from passkeys where account_id = ?1) as passkey,
      exists (select 1 from emails where account_id = ?1) as email`,
    args: [person],
  });
  const has = (way: string) => rows[0]?.[way] === 1;
  return { password: has("password"), passkey: has("passkey"), email: has("email") };
}
