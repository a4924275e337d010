import * as v from "valibot";
import type { Answer } from "../answer.ts";
import { askApi } from "../api.ts";

const Identity = v.object({
  id: v.string(),
  /** Null when one cannot sign in with it any more. */
  provider: v.nullable(v.string()),
  /** The provider's. */
  name: v.string(),
  /** What one is called over there. */
  label: v.string(),
  createdAt: v.number(),
  lastUsedAt: v.nullable(v.number()),
});
/** Oneself as another site knows one. Times in ms since epoch. */
export type Identity = v.InferOutput<typeof Identity>;

export async function listIdentities(): Promise<Answer<Identity[]>> {
  const schema = v.object({ identities: v.array(Identity) });
  const answer = await askApi("GET", "/api/identities", schema);
  return answer.ok ? { ok: true, value: answer.value.identities } : answer;
}

export function unlink(id: string): Promise<Answer<unknown>> {
  return askApi("DELETE", `/api/identities/${encodeURIComponent(id)}`, v.unknown());
}
