import type { NewAccount } from "#db/accounts.ts";
import type { World } from "../api/world.ts";
import { mailAddressLink } from "./mail-links.ts";

/**
 * Asks whoever has just signed up to confirm the address, so that they need not think of it. Until they do, coming by mail takes away
 * every other way in (db/first-proof.ts). Counted as a stranger's: it is an address that somebody has typed.
 */
export function askToConfirm(
  world: World,
  { id: person, email, isEmailVerified }: NewAccount,
  asking: string | undefined,
): void {
  if (!world.mailer || email === null || isEmailVerified) return;
  // Nobody has such an address (RFC 2606). The operator's test of a server says one, and what bounces is held against the sender.
  if (email.endsWith(".invalid")) return;
  world.later(() => mailAddressLink(world, { email, asking, person, sender: "stranger" }));
}
