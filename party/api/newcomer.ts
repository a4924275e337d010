import type { InStatement } from "@libsql/client/web";
import type { Context } from "hono";
import type { NewAccount } from "#db/accounts.ts";
import { communityDoor } from "#db/community.ts";
import { lookAtInvite, type InviteTerms } from "#db/invites.ts";
import { joinCommunity, whatIsTaken, type Entry } from "#db/joining.ts";
import { refusal } from "#protocol/refusals.ts";
import { hashOf } from "../auth/secret.ts";
import { log } from "../log.ts";
import { askToConfirm } from "../mail/confirm-newcomer.ts";
import { nameKeyOf } from "../names/name-key.ts";
import { meansEveryone } from "../names/names-of-everyone.ts";
import type { Answer, Author } from "../rooms.ts";
import { sessionHere } from "./enter.ts";
import { commandRoom } from "./room-command.ts";
import { problem } from "./problem.ts";
import { answerSession } from "./session-answer.ts";
import { newCommandId } from "./tell-room.ts";
import type { ApiEnv, World } from "./world.ts";

/** A way into the community, and what it makes of whoever takes it. */
export type Admission = InviteTerms & { entry: Entry };

/** Whether someone may make an account here, by an invite or, without one, because everybody may. Asked before any work is done for them. */
export async function admissionBy(
  { database, now }: World,
  invite: string | undefined,
): Promise<Answer<Admission>> {
  if (invite === undefined) {
    const door = await communityDoor(database);
    return door === "open"
      ? { ok: true, value: { entry: "open_door", role: "member", room: null, emailDomain: null } }
      : { ok: false, refusal: refusal("invite_needed") };
  }
  const tokenHash = await hashOf(invite);
  const look = await lookAtInvite(database, tokenHash, now());
  if (look === "closed") return { ok: false, refusal: refusal("joining_closed") };
  if (!look) return { ok: false, refusal: refusal("invite_invalid") };
  const { role, room, emailDomain } = look;
  return { ok: true, value: { entry: { invite: tokenHash }, role, room, emailDomain } };
}

export type Newcomer = {
  account: NewAccount;
  admission: Admission;
  /** Ways to sign in other than a password that begin with the account. */
  ways: InStatement[];
};

/** Makes the account, signs it in here, brings it into the room it was invited to, and answers with the session. */
export async function welcome(
  c: Context<ApiEnv>,
  { account, admission, ways }: Newcomer,
  invite: string | undefined,
) {
  const { world } = c.env;
  const { entry, room } = admission;
  const nameKey = nameKeyOf(account.name);
  if (meansEveryone(nameKey)) return problem("name_taken");
  const { session, token } = await sessionHere(c, account.id);
  const joining = { entry, account, nameKey, ways, session, now: world.now() };
  if (!(await joinCommunity(world.database, joining))) {
    const again = await admissionBy(world, invite);
    if (!again.ok) return problem(again.refusal);
    // What was taken may be free again by now: then it is worth another try.
    return problem((await whatIsTaken(world.database, joining)) ?? "busy");
  }
  askToConfirm(world, account, c.req.header("Origin"));
  if (room !== null) {
    const { id: person, name, role } = account;
    const author: Author = { person, name, role, session: session.id, isInvited: true };
    const id = newCommandId(world.now());
    const joined = await commandRoom(world, room, author, { type: "room.join", id });
    // They are in the community all the same, and can be brought in again.
    if (!joined.ok) log.fact("invite.room_not_joined", { room, code: joined.refusal.code });
  }
  const person = { ...account, version: 1 };
  return c.json(await answerSession(c, { session, refreshToken: token, person }), 201);
}
