import { foldEmail } from "#db/accounts.ts";
import type { World } from "../api/world.ts";
import { sealOf } from "../auth/secret.ts";
import type { Taken } from "../object/rate-limit.ts";

/**
 * Who has a mail sent: strangers who type an address, the person whose account it is, or we. They are counted apart, so that no
 * stranger can use up what warns somebody, or what lets them in.
 */
export type Sender = "stranger" | "owner" | "notice";

/** Many things may happen to an account within an hour, and each is worth knowing. */
const NOTICES_FOR_EACH = 4;
const SECONDS_PER_HOUR = 3_600;

/** One mail into this mailbox, unless it has had enough for now. */
export async function takeFromMailbox(
  { env, limits }: World,
  sender: Sender,
  email: string,
): Promise<Taken> {
  const name = await sealOf(env.REFRESH_SECRET, `limit.mailbox.${sender}.${foldEmail(email)}`);
  const perHour = env.DOOR_LIMITS.mailboxPerHour * (sender === "notice" ? NOTICES_FOR_EACH : 1);
  return limits.take(name, { burst: perHour, perSecond: perHour / SECONDS_PER_HOUR });
}
