import { Hono } from "hono";
import * as v from "valibot";
import { communityName } from "#db/community.ts";
import { addPasskey, passkeysOf, renamePasskey } from "#db/passkeys.ts";
import { removePasskey, waysOf } from "#db/ways.ts";
import { MAX_PASSKEY_NAME_LENGTH } from "#protocol/limits.ts";
import { cleanName } from "#protocol/text.ts";
import { NewPasskeyAnswer, PasskeyId } from "../auth/passkey-answer.ts";
import { optionsToMake } from "../auth/passkeys.ts";
import { notify } from "../mail/notify.ts";
import { perAddress } from "./at-most.ts";
import { body } from "./body.ts";
import { giveChallenge } from "./challenge.ts";
import { provedRecently, signedIn, stillSignedIn } from "./doors.ts";
import { isName } from "./new-person.ts";
import { checkMade } from "./passkey-check.ts";
import { problem } from "./problem.ts";
import { relyingPartyOf } from "./relying-party.ts";
import { removeWay } from "./remove-way.ts";
import type { ApiEnv } from "./world.ts";

const Nothing = v.strictObject({});

/** One's own passkeys. What they are is told by `GET /api/ways`. */
export const passkeyRoutes = new Hono<ApiEnv>()
  .post(
    "/api/passkeys/challenge",
    perAddress("passkeyChallengesPerMinute"),
    signedIn,
    stillSignedIn,
    provedRecently,
    body(Nothing),
    async (c) => {
      const { database } = c.env.world;
      const { person, name } = c.var.signedIn.author;
      const rp = relyingPartyOf(c);
      if (!rp.ok) return problem(rp.refusal);
      const community = (await communityName(database)) ?? "Parley";
      const { email } = await waysOf(database, person);
      const options = await optionsToMake(
        { ...rp.value, name: community },
        { id: person, name, label: email ?? name },
        await passkeysOf(database, person),
      );
      await giveChallenge(c, "passkey.add", {
        challenge: options.challenge,
        rp: rp.value,
        person,
      });
      return c.json({ options }, 200);
    },
  )
  // The challenge was given for a proof, to this browser and for minutes, so none is asked for again.
  .post(
    "/api/passkeys",
    perAddress("passkeyAnswersPerMinute"),
    signedIn,
    stillSignedIn,
    body(NewPasskeyAnswer),
    async (c) => {
      const { world } = c.env;
      const made = await checkMade(c, "passkey.add", c.req.valid("json"));
      if (!made.ok) return problem(made.refusal);
      const { session, ...asking } = c.var.signedIn.author;
      if (made.value.person !== asking.person) return problem("passkey_refused");
      const { id, person } = made.value;
      const name = freeName(made.value.name, await passkeysOf(world.database, person));
      const passkey = { ...made.value, name };
      const isAdded = await addPasskey(world.database, passkey, session, world.now());
      if (!isAdded) return problem("passkeys_full");
      notify(world, person, "passkey_added");
      return c.json({ id, name }, 201);
    },
  )
  .put(
    "/api/passkeys/:id",
    signedIn,
    stillSignedIn,
    body(v.strictObject({ name: v.string() })),
    async (c) => {
      const id = c.req.param("id");
      const { name } = c.req.valid("json");
      if (!isName(name, MAX_PASSKEY_NAME_LENGTH)) return problem("name_invalid");
      const { person } = c.var.signedIn.author;
      const renaming = { id, person, name: cleanName(name) };
      const isRenamed =
        v.is(PasskeyId, id) && (await renamePasskey(c.env.world.database, renaming));
      return isRenamed ? c.body(null, 204) : problem("not_found");
    },
  )
  .delete("/api/passkeys/:id", signedIn, stillSignedIn, provedRecently, (c) =>
    removeWay(c, "passkey_removed", (removing) =>
      removePasskey(c.env.world.database, c.req.param("id"), removing),
    ),
  );

/** "Firefox on Linux 2": until its owner has named it, a number tells it from the others. */
function freeName(wanted: string, others: readonly { name: string }[]): string {
  const taken = new Set(others.map(({ name }) => name));
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted} ${number}`;
  return name;
}
