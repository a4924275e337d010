import * as v from "valibot";
import { beginCeremony, lookAtCeremony, takeCeremony } from "#db/ceremonies.ts";
import { parseJson } from "#protocol/decode.ts";
import { PersonId } from "#protocol/ids.ts";
import { Keepsakes } from "../../auth/oidc/visit.ts";
import { hashOf } from "../../auth/secret.ts";
import { VISIT_LASTS_MS } from "../../auth/visit-cookie.ts";
import type { World } from "../world.ts";

/** Someone is at a provider. */
const Visit = v.object({
  provider: v.string(),
  keepsakes: Keepsakes,
  invite: v.exactOptional(v.string()),
  /** An address of ours (local-path.ts). */
  returnTo: v.string(),
  /** What they are signed in here for; without it they come to sign in. */
  purpose: v.nullable(
    v.object({ why: v.picklist(["link", "prove"]), person: PersonId, session: v.string() }),
  ),
});
export type Visit = v.InferOutput<typeof Visit>;

/** Someone has come back whom nobody here knows, may come in, and has yet to say what to call them. */
const Arrival = v.object({
  provider: v.string(),
  subject: v.string(),
  label: v.string(),
  name: v.string(),
  /** Proved to be theirs, by the provider's word. */
  email: v.nullable(v.string()),
  invite: v.exactOptional(v.string()),
});
export type Arrival = v.InferOutput<typeof Arrival>;

const VISIT = "oidc_visit";
const ARRIVAL = "oidc_arrival";

export function keepVisit(world: World, secret: string, visit: Visit): Promise<void> {
  return keep(world, secret, VISIT, visit);
}

/** Once: whoever replays a return finds nothing. */
export async function takeVisit({ database, now }: World, secret: string): Promise<Visit | null> {
  const data = await takeCeremony(database, { hash: await hashOf(secret), kind: VISIT }, now());
  return data === undefined ? null : v.parse(Visit, parseJson(data));
}

export function keepArrival(world: World, secret: string, arrival: Arrival): Promise<void> {
  return keep(world, secret, ARRIVAL, arrival);
}

/** It stays until there is an account of it, so that a name may be corrected. */
export async function findArrival(
  { database, now }: World,
  secret: string,
): Promise<Arrival | null> {
  const data = await lookAtCeremony(database, { hash: await hashOf(secret), kind: ARRIVAL }, now());
  return data === undefined ? null : v.parse(Arrival, parseJson(data));
}

export async function endArrival({ database, now }: World, hash: string): Promise<void> {
  await takeCeremony(database, { hash, kind: ARRIVAL }, now());
}

async function keep(world: World, secret: string, kind: string, data: object): Promise<void> {
  const now = world.now();
  const row = {
    hash: await hashOf(secret),
    kind,
    data: JSON.stringify(data),
    expiresAt: now + VISIT_LASTS_MS,
  };
  await beginCeremony(world.database, row, now);
}
