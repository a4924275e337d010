import { Hono } from "hono";
import * as v from "valibot";
import { joinByInvite, lookAtInvite } from "#db/invites.ts";
import { beginSession } from "../auth/refresh-token.ts";
import { hashOf } from "../auth/secret.ts";
import { perAddress } from "./at-most.ts";
import { body } from "./body.ts";
import { deviceLabel } from "./device.ts";
import { NewPersonFields, objectionTo, prepareAccount } from "./new-person.ts";
import { problem } from "./problem.ts";
import { answerSession } from "./session-answer.ts";
import type { ApiEnv } from "./world.ts";

const SignUp = v.strictObject({ token: v.string(), ...NewPersonFields });

export const peopleRoutes = new Hono<ApiEnv>().post(
  "/api/people",
  perAddress("signUpsPerMinute"),
  body(SignUp),
  async (c) => {
    const { env, database, now } = c.env.world;
    const { token: invite, ...person } = c.req.valid("json");
    const objection = objectionTo(person);
    if (objection) return problem(objection);
    const tokenHash = await hashOf(invite);
    // Asked before the hash, so that only those who are invited can make us work.
    if (!(await lookAtInvite(database, tokenHash, now()))) return problem("invite_invalid");
    const account = await prepareAccount(person, "member", env);
    if (!account.ok) return problem(account.refusal);
    const device = deviceLabel(c.req.header("User-Agent"));
    const beginning = { person: account.value.id, device, now: now() };
    const { session, token } = await beginSession(env.REFRESH_SECRET, beginning);
    const joining = { tokenHash, account: account.value, session, now: now() };
    if (!(await joinByInvite(database, joining))) {
      const isStillOpen = await lookAtInvite(database, tokenHash, now());
      return problem(isStillOpen ? "email_taken" : "invite_invalid");
    }
    const answer = await answerSession(c, {
      session,
      refreshToken: token,
      person: { ...account.value, version: 1 },
    });
    return c.json(answer, 201);
  },
);
