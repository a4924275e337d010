import type { Database } from "#db/client.ts";
import {
  findToken,
  revokeSession,
  rotateToken,
  type NewSession,
  type NewToken,
  type Session,
} from "#db/sessions.ts";
import type { PersonId } from "#protocol/ids.ts";
import { hashOf, newSecret, sealOf } from "./secret.ts";
import { SESSION_IDLE_MS, SESSION_LASTS_MS } from "./session-life.ts";

/** An answer may be lost, and two tabs may ask at once: within this time a used token gets its successor again. */
const GRACE_MS = 30_000;
/** Successors of successors, all within the grace: nobody honest has more. */
const MAX_STEPS = 8;

export type Renewed = { token: string; session: Session };
/** `reused`: a token that was spent before came back, so somebody has a copy, and the session is ended. */
export type Renewal =
  | { ok: true; value: Renewed }
  | { ok: false; why: "over" }
  | { ok: false; why: "reused"; session: Session };

export type Beginning = { person: PersonId; device: string; place: string | null; now: number };

/** A session for this person that starts now, and the token that the browser gets. */
export async function beginSession(
  secret: string,
  { person, device, place, now }: Beginning,
): Promise<{ session: NewSession; token: string }> {
  const id = crypto.randomUUID();
  const token = await sealOf(secret, `first.${id}.${newSecret()}`);
  const first: NewToken = { hash: await hashOf(token), generation: 0, nonce: newSecret() };
  return {
    token,
    session: { id, person, device, place, expiresAt: now + SESSION_LASTS_MS, token: first },
  };
}

/** Spends a token for the next one. */
export async function renewSession(
  database: Database,
  secret: string,
  presented: string,
  now: number,
): Promise<Renewal> {
  let token = presented;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const found = await findToken(database, await hashOf(token));
    if (!found || isOver(found.session, found.token.createdAt, now))
      return { ok: false, why: "over" };
    const { session } = found;
    // Someone else's request got this far, and this is what it was given.
    if (step > 0 && found.token.usedAt === null) return { ok: true, value: { token, session } };
    if (found.token.usedAt !== null && now - found.token.usedAt > GRACE_MS) {
      await revokeSession(database, session.id, now);
      return { ok: false, why: "reused", session };
    }
    const successor = await successorOf(secret, session.id, found.token);
    if (found.token.usedAt === null) {
      const { hash } = found.token;
      const rotation = { session: session.id, hash, successor: successor.stored, now };
      if (await rotateToken(database, rotation)) {
        return { ok: true, value: { token: successor.token, session } };
      }
    }
    token = successor.token;
  }
  return { ok: false, why: "over" };
}

/** The session that this token would go on with, or undefined when there is none. Spends nothing. */
export async function lookAtSession(
  database: Database,
  token: string,
  now: number,
): Promise<Session | undefined> {
  const found = await findToken(database, await hashOf(token));
  if (!found || found.token.usedAt !== null) return undefined;
  return isOver(found.session, found.token.createdAt, now) ? undefined : found.session;
}

/** Ends the session that this token belongs to, spent or not. Gives it, or undefined when there is none. */
export async function endSession(
  database: Database,
  token: string,
  now: number,
): Promise<Session | undefined> {
  const found = await findToken(database, await hashOf(token));
  if (found) await revokeSession(database, found.session.id, now);
  return found?.session;
}

function isOver(session: Session, tokenCreatedAt: number, now: number): boolean {
  return session.isRevoked || session.expiresAt <= now || tokenCreatedAt + SESSION_IDLE_MS <= now;
}

// Only hashes are stored, so that it can be told again the successor has to follow from its predecessor.
async function successorOf(
  secret: string,
  session: string,
  { generation, nonce }: NewToken,
): Promise<{ token: string; stored: NewToken }> {
  const next = generation + 1;
  const token = await sealOf(secret, `next.${session}.${next}.${nonce}`);
  return { token, stored: { hash: await hashOf(token), generation: next, nonce: newSecret() } };
}
