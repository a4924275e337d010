import { communityName } from "#db/community.ts";
import { openDatabase } from "#db/client.ts";
import { confirmedAddressOf } from "#db/emails.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { Env } from "../env.ts";
import { mailerBy } from "./http-mailer.ts";
import { linkOrigin } from "./link-origin.ts";
import type { Mail, Mailer } from "./mailer.ts";
import { missedLetter, roomOf, type Digest } from "./missed-letter.ts";
import { unsubscribeToken } from "./unsubscribe-token.ts";

/**
 * What became of it. `nobody`: they have no address that is known to be theirs, or belong here no more; `nothing`: there was nothing left to
 * tell. `isFinal`: it is no use to try again.
 */
export type MissedOutcome = "sent" | "nobody" | "nothing" | { isFinal: boolean; code: string };

/**
 * How an inbox mails its person. It never learns the address: that is looked up for this one mail. `key` names the mail, and is said again
 * when it is tried again; `digest` is asked for right before. Never throws.
 */
export type MissedMailer = {
  send(person: PersonId, key: string, digest: () => Promise<Digest | null>): Promise<MissedOutcome>;
};

/** Null where this community sends no mail. */
export function missedMailerBy(env: Env): MissedMailer | null {
  const mailer = mailerBy(env);
  return mailer && { send: (...what) => send(env, mailer, ...what) };
}

async function send(
  env: Env,
  mailer: Mailer,
  person: PersonId,
  key: string,
  digest: () => Promise<Digest | null>,
): Promise<MissedOutcome> {
  try {
    const database = openDatabase(env);
    const to = await confirmedAddressOf(database, person);
    if (to === undefined) return "nobody";
    const community = (await communityName(database)) ?? "Parley";
    const told = await digest();
    if (told === null) return "nothing";
    const handed = await mailer.send(await dress(env, { person, key, to, community }, told));
    return handed.ok ? "sent" : { isFinal: handed.final, code: handed.code };
  } catch (error) {
    // The database is away. Its errors may quote what it was asked.
    return { isFinal: false, code: error instanceof Error ? error.name : "unknown" };
  }
}

type About = { person: PersonId; key: string; to: string; community: string };

/** The mail, with what tells programs which others it belongs to (RFC 5322 §3.6.4) and how to end it by a press (RFC 8058). */
async function dress(
  { ORIGINS, REFRESH_SECRET }: Pick<Env, "ORIGINS" | "REFRESH_SECRET">,
  { person, key, to, community }: About,
  digest: Digest,
): Promise<Mail> {
  const origin = linkOrigin(ORIGINS, undefined);
  const token = await unsubscribeToken(REFRESH_SECRET, { person, kind: "missed" });
  const stop = `${origin}/unsubscribe#${token}`;
  const { hostname } = new URL(origin);
  // No mail has this name: it only holds those about one room together, and those about several.
  const thread = `<missed.${roomOf(digest) ?? "rooms"}.${person}@${hostname}>`;
  return {
    to,
    key,
    ...missedLetter(digest, { community, origin, stop }),
    headers: {
      "Message-ID": `<missed.${key}.${person}@${hostname}>`,
      "In-Reply-To": thread,
      References: thread,
      "List-Unsubscribe": `<${origin}/api/mail/unsubscribe?token=${token}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      // So that nobody's note of being away answers it (RFC 3834).
      "Auto-Submitted": "auto-generated",
    },
  };
}
