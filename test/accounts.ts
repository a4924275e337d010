import type { NewAccount } from "#db/accounts.ts";
import type { NewSession } from "#db/sessions.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import { personId, NOON } from "./words.ts";

/** An account that can be told apart by its number; it never meets a real password check. */
export function accountNumber(number: number, role: CommunityRole = "member"): NewAccount {
  return {
    id: personId(`person-${number}`),
    name: `Person ${number}`,
    role,
    email: `person-${number}@example.org`,
    isEmailVerified: false,
    passwordHash: `hash ${number}`,
  };
}

/** The first session of that account. */
export function sessionNumber(number: number): NewSession {
  return {
    id: `session-${number}`,
    person: personId(`person-${number}`),
    device: "Firefox on Linux",
    place: null,
    expiresAt: NOON + 1_000_000,
    token: { hash: `token-${number}`, generation: 0, nonce: `nonce ${number}` },
  };
}
