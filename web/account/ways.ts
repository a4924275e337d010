import { useQuery } from "@tanstack/react-query";
import * as v from "valibot";
import type { Answer } from "../answer.ts";
import { askApi } from "../api.ts";
import { makePasskey } from "../passkeys/ceremonies.ts";
import { queryClient, valueOf } from "../query-client.ts";
import { withProof } from "./prove.ts";

const Passkey = v.object({
  id: v.string(),
  name: v.string(),
  createdAt: v.number(),
  lastUsedAt: v.nullable(v.number()),
  isBackedUp: v.boolean(),
});
/** Times in ms since epoch. */
export type Passkey = v.InferOutput<typeof Passkey>;

const Ways = v.object({
  email: v.nullable(v.string()),
  isEmailVerified: v.boolean(),
  password: v.boolean(),
  passkeys: v.array(Passkey),
  /** How many are left. */
  recoveryCodes: v.number(),
  identities: v.array(v.object({ issuer: v.string(), label: v.string(), createdAt: v.number() })),
});
/** How one signs in. */
export type Ways = v.InferOutput<typeof Ways>;

const WAYS = ["ways"] as const;

/** How this person signs in; all sections of the page look at the same. */
export function useWays() {
  return useQuery({
    queryKey: WAYS,
    queryFn: async () => valueOf(await askApi("GET", "/api/ways", Ways)),
  });
}

/** Whether a password could go without its owner being locked out. */
export function hasOtherWays({ passkeys, identities, isEmailVerified }: Ways): boolean {
  return passkeys.length > 0 || identities.length > 0 || isEmailVerified;
}

export function addPasskey(): Promise<Answer<unknown>> {
  return changeWays(async () => {
    const made = await makePasskey(askApi, "/api/passkeys", {});
    if (!made.ok) return made;
    return askApi("POST", "/api/passkeys", v.unknown(), made.value.passkey);
  });
}

export function renamePasskey(id: string, name: string): Promise<Answer<unknown>> {
  return changeWays(() => askApi("PUT", `/api/passkeys/${id}`, v.unknown(), { name }));
}

export function removePasskey(id: string): Promise<Answer<unknown>> {
  return changeWays(() => askApi("DELETE", `/api/passkeys/${id}`, v.unknown()));
}

export function removePassword(): Promise<Answer<unknown>> {
  return changeWays(() => askApi("DELETE", "/api/password", v.unknown()));
}

/** Ends every other session, too. Without `current` the server may ask for a proof. */
export function setPassword(form: {
  current?: string;
  password: string;
}): Promise<Answer<unknown>> {
  return changeWays(() => askApi("PUT", "/api/password", v.unknown(), form));
}

/** Ten new ones; all the old ones are void. */
export function makeRecoveryCodes(): Promise<Answer<string[]>> {
  return changeWays(async () => {
    const Codes = v.object({ codes: v.array(v.string()) });
    const answer = await askApi("POST", "/api/recovery-codes", Codes, {});
    return answer.ok ? { ok: true, value: answer.value.codes } : answer;
  });
}

/** Does it, with a proof where one is asked for, and looks again at how things are then. */
async function changeWays<T>(act: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await withProof(act);
  await queryClient.invalidateQueries({ queryKey: WAYS });
  // What one can prove by depends on them (prove-by-mail.tsx).
  queryClient.removeQueries({ queryKey: ["proof"] });
  return answer;
}
