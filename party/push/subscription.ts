import { base64url } from "jose";
import type { PushSubscriptionKeys } from "#protocol/push-subscription.ts";
import { objectionToEndpoint, type EndpointObjection } from "./endpoint.ts";
import type { PushEnv } from "./push-env.ts";

/** Why this subscription is not taken, nor anything sent to it; null: it is one. */
export async function objectionToSubscription(
  { endpoint, keys }: PushSubscriptionKeys,
  env: Pick<PushEnv, "ORIGINS" | "PUSH_LOOPBACK">,
): Promise<EndpointObjection | "keys" | null> {
  const objection = objectionToEndpoint(endpoint, env);
  if (objection) return objection;
  return (await areKeys(keys)) ? null : "keys";
}

async function areKeys({ p256dh, auth }: PushSubscriptionKeys["keys"]): Promise<boolean> {
  try {
    if (base64url.decode(auth).byteLength !== 16) return false;
    const point = Uint8Array.from(base64url.decode(p256dh));
    if (point.byteLength !== 65) return false;
    // A point that is not on the curve would give our side of the secret away, so every importer looks.
    await crypto.subtle.importKey("raw", point, { name: "ECDH", namedCurve: "P-256" }, false, []);
    return true;
  } catch {
    // Anyone may send anything: that is an answer, not an error of ours.
    return false;
  }
}
