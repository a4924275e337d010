import { MAX_DISPLAY_NAME_LENGTH, MAX_EMAIL_LENGTH } from "#protocol/limits.ts";
import { cleanName } from "#protocol/text.ts";
import type { Visitor } from "../../auth/oidc/visit.ts";
import { isEmail } from "../new-person.ts";

/** A visitor in our words and sizes: another site's texts are a stranger's. */
export type Described = {
  /** To begin with, when a name is asked for; may be empty. */
  name: string;
  /** Only one that is proved to be theirs. */
  email: string | null;
  /** What to call this identity in a list. */
  label: string;
};

/** Null when the provider will not say. */
export async function describe(visitor: Visitor): Promise<Described | null> {
  const told = await visitor.describe();
  if (!told) return null;
  const name = fit(told.name ?? "", MAX_DISPLAY_NAME_LENGTH);
  const email = told.email !== null && isEmail(told.email) ? told.email.trim() : null;
  return {
    name,
    email: told.isEmailVerified ? email : null,
    label: fit(email ?? (name || visitor.subject), MAX_EMAIL_LENGTH),
  };
}

/** Cleaned again where it was cut: half of a character may be left there. */
function fit(text: string, most: number): string {
  return cleanName(cleanName(text.slice(0, 4 * most)).slice(0, most));
}
