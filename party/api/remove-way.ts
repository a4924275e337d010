import type { Context } from "hono";
import type { Removal, Removing } from "#db/ways.ts";
import type { Notice } from "../mail/notices.ts";
import { notify } from "../mail/notify.ts";
import { problem } from "./problem.ts";
import { tellRooms } from "./tell-rooms.ts";
import type { ApiEnv } from "./world.ts";

/** Takes a way to sign in from whoever asks, ends the sessions that may have come by it, and tells its owner. */
export async function removeWay(
  c: Context<ApiEnv>,
  notice: Notice,
  remove: (removing: Removing) => Promise<Removal>,
) {
  const { world } = c.env;
  const { person, session } = c.var.signedIn.author;
  const issuers = world.env.OIDC_PROVIDERS.map(({ issuer }) => issuer);
  const offered = { issuers, mail: world.mailer !== null };
  const removed = await remove({ person, keep: session, offered, now: world.now() });
  if (!removed.ok) return problem(removed.why);
  await tellRooms(world, person, removed.ended);
  notify(world, person, notice);
  return c.body(null, 204);
}
