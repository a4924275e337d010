import { Hono } from "hono";
import * as v from "valibot";
import { perAddress } from "./at-most.ts";
import { body } from "./body.ts";
import { proveJoiner } from "./join-code.ts";
import { NewPersonFields, objectionTo, prepareAccount } from "./new-person.ts";
import { admissionBy, welcome } from "./newcomer.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

const SignUp = v.strictObject({
  token: v.optional(v.string()),
  /** What was mailed to the address, where the invite is for one domain (join-code.ts). */
  emailCode: v.optional(v.string()),
  ...NewPersonFields,
});

export const peopleRoutes = new Hono<ApiEnv>().post(
  "/api/people",
  perAddress("signUpsPerMinute"),
  body(SignUp),
  async (c) => {
    const { world } = c.env;
    const { token: invite, emailCode, ...person } = c.req.valid("json");
    const objection = objectionTo(person);
    if (objection) return problem(objection);
    // Asked before the hash, so that only those who may come in can make us work.
    const admission = await admissionBy(world, invite);
    if (!admission.ok) return problem(admission.refusal);
    const proved = await proveJoiner(c, admission.value, person.email, emailCode);
    if (!proved.ok) return problem(proved.refusal);
    const prepared = await prepareAccount(person, admission.value.role, world.env);
    if (!prepared.ok) return problem(prepared.refusal);
    const account = { ...prepared.value, isEmailVerified: proved.value.isVerified };
    const newcomer = { account, admission: admission.value, ways: proved.value.spend(account.id) };
    return welcome(c, newcomer, invite);
  },
);
