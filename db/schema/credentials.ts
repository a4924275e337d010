import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { PersonId } from "#protocol/ids.ts";
import { accounts } from "./accounts.ts";

/** Whose account a row belongs to; it goes with the account. */
const accountId = () =>
  text("account_id")
    .$type<PersonId>()
    .references(() => accounts.id, { onDelete: "cascade" });

/** Where mail reaches someone, and what they sign in with. One person, one address. */
export const emails = sqliteTable("emails", {
  accountId: accountId().primaryKey(),
  /** Case-folded. */
  email: text("email").notNull().unique(),
  /** When a mail to it was answered; null: nobody knows yet whether it is theirs. */
  verifiedAt: integer("verified_at"),
});

export const passwords = sqliteTable("passwords", {
  accountId: accountId().primaryKey(),
  /** See party/auth/passwords.ts for the form. */
  hash: text("hash").notNull(),
  changedAt: integer("changed_at").notNull(),
});

export const passkeys = sqliteTable(
  "passkeys",
  {
    /** The credential's id, in base64url, as the authenticator chose it. */
    id: text("id").primaryKey(),
    accountId: accountId().notNull(),
    /** What its owner calls it. */
    name: text("name").notNull(),
    /** COSE, in base64url. */
    publicKey: text("public_key").notNull(),
    /** How often it has signed, as far as it counts; 0 for those that do not. */
    counter: integer("counter").notNull(),
    /** JSON: a list such as ["internal","hybrid"]. */
    transports: text("transports").notNull(),
    /** Kept by a service that copies it to other devices. */
    isBackedUp: integer("is_backed_up", { mode: "boolean" }).notNull(),
    createdAt: integer("created_at").notNull(),
    lastUsedAt: integer("last_used_at"),
  },
  (table) => [index("passkeys_of_account").on(table.accountId)],
);

/** Each opens the account once, for whoever has lost everything else. */
export const recoveryCodes = sqliteTable(
  "recovery_codes",
  {
    hash: text("hash").primaryKey(),
    accountId: accountId().notNull(),
    createdAt: integer("created_at").notNull(),
    usedAt: integer("used_at"),
  },
  (table) => [index("recovery_codes_of_account").on(table.accountId)],
);

/** Someone as another site knows them: by issuer and subject, never by address. */
export const identities = sqliteTable(
  "identities",
  {
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    accountId: accountId().notNull(),
    /** What to call it in a list: an address or a name over there. */
    label: text("label").notNull(),
    createdAt: integer("created_at").notNull(),
    lastUsedAt: integer("last_used_at"),
  },
  (table) => [
    primaryKey({ columns: [table.issuer, table.subject] }),
    index("identities_of_account").on(table.accountId),
  ],
);

/** What a mail holds that was sent to prove that an address is someone's. Spent once. */
export const mailTokens = sqliteTable(
  "mail_tokens",
  {
    /** Of the token in the link. */
    hash: text("hash").primaryKey(),
    purpose: text("purpose", {
      enum: ["sign_in", "reset_password", "verify_email", "prove", "join"],
    }).notNull(),
    accountId: accountId(),
    email: text("email").notNull(),
    /** Of a secret that only the browser which asked has; null where any browser may come. */
    browserHash: text("browser_hash"),
    /** Of a short code that may be typed instead, and how often a wrong one came. */
    codeHash: text("code_hash"),
    tries: integer("tries").notNull().default(0),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    spentAt: integer("spent_at"),
  },
  (table) => [index("mail_tokens_by_age").on(table.expiresAt)],
);

/** One side of a conversation that is not over: a passkey's challenge, a visit to another site. Taken out once. */
export const ceremonies = sqliteTable(
  "ceremonies",
  {
    /** Of a secret that the browser holds. */
    hash: text("hash").primaryKey(),
    kind: text("kind").notNull(),
    /** JSON: what has to be known when they come back. */
    data: text("data").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [index("ceremonies_by_age").on(table.expiresAt)],
);
