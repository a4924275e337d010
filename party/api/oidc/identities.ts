import { Hono } from "hono";
import { identitiesOf, type IdentityKey } from "#db/identities.ts";
import { removeIdentity } from "#db/ways.ts";
import { hashOf } from "../../auth/secret.ts";
import { hasProvedRecently, signedIn, stillSignedIn } from "../doors.ts";
import { problem } from "../problem.ts";
import { removeWay } from "../remove-way.ts";
import type { ApiEnv } from "../world.ts";

/** As whom other sites know oneself. */
export const identityRoutes = new Hono<ApiEnv>()
  .get("/api/identities", signedIn, stillSignedIn, async (c) => {
    const { database, env } = c.env.world;
    const own = await identitiesOf(database, c.var.signedIn.author.person);
    const identities = await Promise.all(
      own.map(async ({ issuer, subject, ...told }) => {
        const provider = env.OIDC_PROVIDERS.find((one) => one.issuer === issuer);
        // A provider that the operator has taken away is still named: it opens nothing, and one may want to be rid of it.
        const name = provider?.name ?? new URL(issuer).host;
        const id = await idOf({ issuer, subject });
        return { id, provider: provider?.id ?? null, name, ...told };
      }),
    );
    return c.json({ identities }, 200);
  })
  .delete("/api/identities/:id", signedIn, stillSignedIn, async (c) => {
    const { database } = c.env.world;
    const { person } = c.var.signedIn.author;
    if (!hasProvedRecently(c)) return problem("proof_needed");
    const own = await identitiesOf(database, person);
    const ids = await Promise.all(own.map(idOf));
    const identity = own[ids.indexOf(c.req.param("id"))];
    if (!identity) return problem("not_found");
    return removeWay(c, "identity_unlinked", (removing) =>
      removeIdentity(database, identity, removing),
    );
  });

/** An address for it without the subject in it, which is the provider's own name for somebody. */
function idOf({ issuer, subject }: IdentityKey): Promise<string> {
  return hashOf(JSON.stringify([issuer, subject]));
}
