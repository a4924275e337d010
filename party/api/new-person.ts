import type { NewAccount } from "#db/accounts.ts";
import * as v from "valibot";
import { PersonId } from "#protocol/ids.ts";
import { MAX_DISPLAY_NAME_LENGTH, MAX_EMAIL_LENGTH } from "#protocol/limits.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import { cleanName } from "#protocol/text.ts";
import { hashPassword, objectionToNewPassword, type Hashing } from "../auth/passwords.ts";
import type { Answer } from "../rooms.ts";

/** What someone says who wants an account. Only bounded here: `objectionTo` says what is wrong with it. */
export const NewPersonFields = {
  displayName: v.string(),
  email: v.string(),
  password: v.string(),
};
export type NewPerson = { displayName: string; email: string; password: string };

/** One @, something on either side, a dot behind it. Whether mail arrives only mail can tell. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Why this person cannot have an account, or null. Asked before anything is hashed. */
export function objectionTo({ password, ...person }: NewPerson): RefusalCode | null {
  return objectionToPerson(person) ?? objectionToNewPassword(password);
}

/** The same of someone who chooses no password. */
export function objectionToPerson({
  displayName,
  email,
}: Omit<NewPerson, "password">): RefusalCode | null {
  if (!isName(displayName, MAX_DISPLAY_NAME_LENGTH)) return "name_invalid";
  return isEmail(email) ? null : "email_invalid";
}

export function isEmail(raw: string): boolean {
  const address = raw.trim();
  return address.length <= MAX_EMAIL_LENGTH && EMAIL.test(address);
}

/** The account to store, or `busy`. */
export async function prepareAccount(
  { displayName, email, password }: NewPerson,
  role: CommunityRole,
  hashing: Hashing,
): Promise<Answer<NewAccount>> {
  const hash = await hashPassword(password, hashing);
  if (!hash.ok) return hash;
  const id = v.parse(PersonId, crypto.randomUUID());
  const name = cleanName(displayName);
  return {
    ok: true,
    value: { id, name, role, email, isEmailVerified: false, passwordHash: hash.value },
  };
}

/** Whether something is left of a name when it is cleaned, and not too much. */
export function isName(raw: string, maxLength: number): boolean {
  const { length } = cleanName(raw);
  return length > 0 && length <= maxLength;
}
