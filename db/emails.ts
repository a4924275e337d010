import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { PersonId } from "#protocol/ids.ts";
import type { Database } from "./client.ts";
import { accounts } from "./schema/accounts.ts";
import { emails } from "./schema/credentials.ts";

export type Address = { email: string; isVerified: boolean };

/** Where mail reaches this person, or undefined when they have no address. */
export async function addressOf(
  database: Database,
  person: PersonId,
): Promise<Address | undefined> {
  const [row] = await database.ask
    .select({ email: emails.email, verifiedAt: emails.verifiedAt })
    .from(emails)
    .innerJoin(accounts, eq(accounts.id, emails.accountId))
    .where(and(eq(emails.accountId, person), eq(accounts.kind, "person")));
  return row && { email: row.email, isVerified: row.verifiedAt !== null };
}

/** The address that is known to be this person's own, while they belong here: what was not asked for goes nowhere else. */
export async function confirmedAddressOf(
  database: Database,
  person: PersonId,
): Promise<string | undefined> {
  const [row] = await database.ask
    .select({ email: emails.email })
    .from(emails)
    .innerJoin(accounts, eq(accounts.id, emails.accountId))
    .where(
      and(
        eq(emails.accountId, person),
        eq(accounts.kind, "person"),
        isNull(accounts.bannedAt),
        isNotNull(emails.verifiedAt),
      ),
    );
  return row?.email;
}
