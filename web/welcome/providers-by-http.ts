import * as v from "valibot";
import { failure, type Answer } from "../answer.ts";
import { askAnyone, askApi } from "../api.ts";
import { valueOf } from "../query-client.ts";

const Provider = v.object({ id: v.string(), name: v.string() });
/** Another site that people sign in with here. */
export type Provider = v.InferOutput<typeof Provider>;

async function listProviders(): Promise<Answer<Provider[]>> {
  const answer = await askAnyone("GET", "/api/oidc", v.object({ providers: v.array(Provider) }));
  return answer.ok ? { ok: true, value: answer.value.providers } : answer;
}

/** "outside": asked by whoever is not signed in, so it is not forgotten with those who were (app.tsx). */
export const PROVIDERS = {
  queryKey: ["outside", "providers"],
  queryFn: async () => valueOf(await listProviders()),
  staleTime: Infinity,
} as const;

/** What one goes there for. `returnTo` is a path of ours. */
export type Errand =
  | { why: "sign_in" }
  | { why: "join"; invite: string }
  | { why: "link" | "prove"; returnTo: string };

/** Leaves this page for the provider's; when that works, nothing that comes after it is seen. */
export async function leaveFor(provider: string, errand: Errand): Promise<Answer<null>> {
  const path = `/api/oidc/${encodeURIComponent(provider)}/begin`;
  const ask = errand.why === "link" || errand.why === "prove" ? askApi : askAnyone;
  const answer = await ask("POST", path, v.object({ url: v.pipe(v.string(), v.url()) }), errand);
  if (!answer.ok) return answer;
  if (!/^https?:/.test(answer.value.url)) return failure("internal");
  window.location.assign(answer.value.url);
  return { ok: true, value: null };
}

const Arrival = v.object({
  provider: v.string(),
  /** Null: not created yet, and whoever comes now does. */
  community: v.nullable(v.string()),
  name: v.string(),
  email: v.nullable(v.string()),
  takenEmail: v.nullable(v.string()),
});
export type Arrival = v.InferOutput<typeof Arrival>;

/** Who has just come from a provider into this browser, without an account. Spends nothing. */
export function lookAtArrival(): Promise<Answer<Arrival>> {
  return askAnyone("POST", "/api/oidc/arrival/look", Arrival, {});
}
