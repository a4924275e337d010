import type { Context, MiddlewareHandler } from "hono";
import type { DoorLimits } from "#protocol/limits.ts";
import { refusal } from "#protocol/refusals.ts";
import { sealOf } from "../auth/secret.ts";
import { clientAddress } from "../client-address.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

const SECONDS_PER_MINUTE = 60;
const SECONDS_PER_HOUR = 3_600;
const SECONDS_PER_DAY = 24 * SECONDS_PER_HOUR;

type PerMinute = Exclude<keyof DoorLimits, "mailboxPerHour" | "exportsPerDay">;

/** Where no address is known, everybody shares one bucket, and it has to do for a community. */
const SHARED_BY = 10;

/** So often in a minute from one address (an IPv6 network of 64 bits counts as one). Comes before any work. */
export function perAddress(limit: PerMinute): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const { DOOR_LIMITS, CLIENT_ADDRESS_HEADER: trusted } = context.env.world.env;
    const header = trusted === "" ? undefined : context.req.header(trusted);
    const address = clientAddress(header ?? "");
    const most = DOOR_LIMITS[limit];
    const refused =
      address === null
        ? await objection(context, `${limit}.everybody`, most * SHARED_BY)
        : await objection(context, `${limit}.${address}`, most);
    return refused ?? next();
  };
}

/** So often in a minute by one person. Comes after `signedIn`. */
export function perPerson(limit: PerMinute): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const { person } = context.var.signedIn.author;
    const most = context.env.world.env.DOOR_LIMITS[limit];
    return (await objection(context, `${limit}.${person}`, most)) ?? next();
  };
}

/** So often in an hour by one person. Comes after `signedIn`. */
export function perPersonAnHour(what: string, most: number): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const { person } = context.var.signedIn.author;
    return (await objection(context, `${what}.${person}`, most, SECONDS_PER_HOUR)) ?? next();
  };
}

/** So often in a day by one person. Comes after `signedIn`, and after whatever else may refuse. */
export function perPersonADay(limit: "exportsPerDay"): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const { person } = context.var.signedIn.author;
    const most = context.env.world.env.DOOR_LIMITS[limit];
    return (await objection(context, `${limit}.${person}`, most, SECONDS_PER_DAY)) ?? next();
  };
}

async function objection(
  { env: { world } }: Context<ApiEnv>,
  what: string,
  most: number,
  inSeconds = SECONDS_PER_MINUTE,
): Promise<Response | null> {
  // Sealed, so that nothing of ours holds a list of where people are.
  const name = await sealOf(world.env.REFRESH_SECRET, `limit.${what}`);
  const rate = { burst: most, perSecond: most / inSeconds };
  const taken = await world.limits.take(name, rate);
  return taken.ok ? null : problem(refusal("rate_limited", taken.waitMs));
}
