import { Hono } from "hono";
import * as v from "valibot";
import type { AccessToken } from "../../auth/access-token.ts";
import { beginVisit } from "../../auth/oidc/visit.ts";
import { hashOf, newSecret } from "../../auth/secret.ts";
import { visitCookie } from "../../auth/visit-cookie.ts";
import type { Env } from "../../env.ts";
import { perAddress } from "../at-most.ts";
import { body } from "../body.ts";
import { hasProvedRecently, signedIn, stillSignedIn } from "../doors.ts";
import { problem } from "../problem.ts";
import type { ApiEnv } from "../world.ts";
import { keepVisit, type Visit } from "./ceremonies.ts";
import { localAddress } from "./local-path.ts";

const Begin = v.strictObject({
  why: v.picklist(["sign_in", "join", "link", "prove"]),
  invite: v.optional(v.pipe(v.string(), v.maxLength(100))),
  returnTo: v.optional(v.string()),
});

/** Sending people to another site that knows them. Where they land when they come back is in return.ts. */
export const departureRoutes = new Hono<ApiEnv>()
  .get("/api/oidc", (c) => {
    const providers = c.env.world.env.OIDC_PROVIDERS.map(({ id, name }) => ({ id, name }));
    // The same for everyone, until the server is started anew.
    c.header("Cache-Control", "public, max-age=60");
    return c.json({ providers }, 200);
  })
  .post(
    "/api/oidc/:provider/begin",
    perAddress("providerVisitsPerMinute"),
    body(Begin),
    async (c) => {
      const { world } = c.env;
      const { why, invite, returnTo } = c.req.valid("json");
      const isSignedIn = why === "link" || why === "prove";
      if (isSignedIn) {
        const refused = (await signedIn(c, goOn)) ?? (await stillSignedIn(c, goOn));
        if (refused) return refused;
        if (why === "link" && !hasProvedRecently(c)) return problem("proof_needed");
      }
      const provider = providerOf(world.env, c.req.param("provider"));
      if (!provider) return problem("not_found");
      // A browser says it with every POST; without it nobody knows where they are to come back to.
      const origin = c.req.header("Origin");
      if (origin === undefined) return problem("origin_forbidden");
      const address = localAddress(returnTo ?? (isSignedIn ? "/account" : "/"), origin);
      if (address === null) return problem("malformed");
      const secret = newSecret();
      const departure = {
        origin,
        state: await stateOf(secret),
        isProof: why === "prove",
        now: world.now(),
      };
      const begun = await beginVisit(provider, departure);
      if (!begun) return problem("provider_away");
      const visit: Visit = {
        provider: provider.id,
        keepsakes: begun.keepsakes,
        ...(why === "join" && invite !== undefined ? { invite } : {}),
        returnTo: address,
        purpose: isSignedIn ? { why, ...whoOf(c.var.signedIn) } : null,
      };
      await keepVisit(world, secret, visit);
      c.header("Set-Cookie", visitCookie({ secret, isSecure: origin.startsWith("https:") }));
      return c.json({ url: begun.url }, 200);
    },
  );

export function providerOf(env: Env, id: string) {
  return env.OIDC_PROVIDERS.find((provider) => provider.id === id);
}

/**
 * The `state` of whoever holds this secret: it follows from the cookie, so that a return into another browser, or one that somebody
 * made up, is refused before anything is asked, and spends nothing.
 */
export function stateOf(secret: string): Promise<string> {
  return hashOf(`state.${secret}`);
}

const goOn = async () => {};

function whoOf({ author: { person, session } }: AccessToken) {
  return { person, session };
}
