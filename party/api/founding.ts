import type { InStatement } from "@libsql/client/web";
import type { Context } from "hono";
import type { NewAccount } from "#db/accounts.ts";
import { foundCommunity } from "#db/community.ts";
import { MAX_COMMUNITY_NAME_LENGTH } from "#protocol/limits.ts";
import { cleanName } from "#protocol/text.ts";
import { askToConfirm } from "../mail/confirm-newcomer.ts";
import { nameKeyOf } from "../names/name-key.ts";
import { meansEveryone } from "../names/names-of-everyone.ts";
import { sessionHere } from "./enter.ts";
import { isName } from "./new-person.ts";
import { problem } from "./problem.ts";
import { answerSession } from "./session-answer.ts";
import type { ApiEnv } from "./world.ts";

export type Founding = {
  /** The community's, as it was typed. */
  name: string;
  founder: NewAccount;
  /** Ways to sign in other than a password that begin with the account. */
  ways: InStatement[];
};

/** Whether a community may be called so. Asked before any work is done for whoever founds it. */
export function isCommunityName(name: string): boolean {
  return isName(name, MAX_COMMUNITY_NAME_LENGTH);
}

/** Founds the community with its first owner, by whichever way they sign in, signs them in here, and answers with the session. */
export async function found(c: Context<ApiEnv>, { name, founder, ways }: Founding) {
  const { world } = c.env;
  const nameKey = nameKeyOf(founder.name);
  if (meansEveryone(nameKey)) return problem("name_taken");
  const { session, token } = await sessionHere(c, founder.id);
  const founding = { name: cleanName(name), founder, nameKey, ways, session, now: world.now() };
  if (!(await foundCommunity(world.database, founding))) return problem("community_exists");
  askToConfirm(world, founder, c.req.header("Origin"));
  const person = { ...founder, version: 1 };
  return c.json(await answerSession(c, { session, refreshToken: token, person }), 201);
}
