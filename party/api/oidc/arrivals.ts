import { Hono, type Context } from "hono";
import * as v from "valibot";
import type { NewAccount } from "#db/accounts.ts";
import { endCeremony } from "#db/ceremonies.ts";
import { communityName } from "#db/community.ts";
import { accountByIdentity, firstIdentity, isEmailFree } from "#db/identities.ts";
import { PersonId } from "#protocol/ids.ts";
import { MAX_DISPLAY_NAME_LENGTH } from "#protocol/limits.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import { cleanName } from "#protocol/text.ts";
import { hashOf } from "../../auth/secret.ts";
import { readVisitCookies } from "../../auth/visit-cookie.ts";
import { perAddress } from "../at-most.ts";
import { body } from "../body.ts";
import { enterAs } from "../enter.ts";
import { found, isCommunityName } from "../founding.ts";
import { isName } from "../new-person.ts";
import { welcome } from "../newcomer.ts";
import { isSecure, sameOriginOnly } from "../origin.ts";
import { problem } from "../problem.ts";
import type { ApiEnv } from "../world.ts";
import { endArrival, findArrival, type Arrival } from "./ceremonies.ts";
import { providerOf } from "./depart.ts";
import { wayIn } from "./way-in.ts";

const Naming = v.strictObject({ displayName: v.string(), community: v.optional(v.string()) });

/** Someone has come from a provider whom nobody knows, and says what to call them. */
export const arrivalRoutes = new Hono<ApiEnv>()
  .post(
    "/api/oidc/arrival/look",
    perAddress("inviteLooksPerMinute"),
    sameOriginOnly,
    body(v.strictObject({})),
    async (c) => {
      const { database, env } = c.env.world;
      const arrived = await arrivalHere(c);
      const provider = arrived && providerOf(env, arrived.arrival.provider);
      if (!provider) return problem("provider_failed");
      const { name, email } = arrived.arrival;
      const isFree = email !== null && (await isEmailFree(database, email));
      const told = {
        provider: provider.name,
        community: await communityName(database),
        name,
        email: isFree ? email : null,
        // Theirs, so it is no secret to them that somebody has an account with it: most likely they themselves.
        takenEmail: isFree ? null : email,
      };
      return c.json(told, 200);
    },
  )
  .post(
    "/api/oidc/arrival",
    perAddress("signUpsPerMinute"),
    sameOriginOnly,
    body(Naming),
    async (c) => {
      const { world } = c.env;
      const { displayName, community = "" } = c.req.valid("json");
      if (!isName(displayName, MAX_DISPLAY_NAME_LENGTH)) return problem("name_invalid");
      const arrived = await arrivalHere(c);
      const provider = arrived && providerOf(world.env, arrived.arrival.provider);
      if (!provider) return problem("provider_failed");
      const { arrival, hash } = arrived;
      const identity = { issuer: provider.issuer, subject: arrival.subject, label: arrival.label };
      const enterIfKnown = async () => {
        const known = await accountByIdentity(world.database, identity);
        if (!known) return null;
        // Nobody who sits here after them may come in by it again.
        await endArrival(world, hash);
        return enterAs(c, known);
      };
      // In another tab they were faster.
      const known = await enterIfKnown();
      if (known) return known;
      const way = await wayIn(world, arrival.invite, arrival.email);
      if (!way.ok) return problem(way.refusal);
      if (way.value === "founding" && !isCommunityName(community)) return problem("name_invalid");
      const role = way.value === "founding" ? "owner" : way.value.role;
      const account = await accountFor(c, arrival, displayName, role);
      const ways = [
        firstIdentity(identity, account.id, world.now()),
        endCeremony(hash, account.id),
      ];
      try {
        const made =
          way.value === "founding"
            ? await found(c, { name: community, founder: account, ways })
            : await welcome(c, { account, admission: way.value, ways }, arrival.invite);
        // Their own name and address are taken when they were faster in another tab.
        return made.ok ? made : ((await enterIfKnown()) ?? made);
      } catch (error) {
        // In another tab they were faster by this much, or only the answer of the database was lost.
        const known = await enterIfKnown();
        if (!known) throw error;
        return known;
      }
    },
  );

async function arrivalHere(
  c: Context<ApiEnv>,
): Promise<{ arrival: Arrival; hash: string } | undefined> {
  const cookies = readVisitCookies(c.req.header("Cookie"));
  const own = cookies.find((cookie) => cookie.isSecure === isSecure(c));
  const arrival = own && (await findArrival(c.env.world, own.secret));
  return arrival ? { arrival, hash: await hashOf(own.secret) } : undefined;
}

/** An address that somebody has already is not theirs to take along: they sign in with that account, and link this one. */
async function accountFor(
  c: Context<ApiEnv>,
  { email }: Arrival,
  displayName: string,
  role: CommunityRole,
): Promise<NewAccount> {
  const isFree = email !== null && (await isEmailFree(c.env.world.database, email));
  return {
    id: v.parse(PersonId, crypto.randomUUID()),
    name: cleanName(displayName),
    role,
    email: isFree ? email : null,
    isEmailVerified: isFree,
    passwordHash: null,
  };
}
