import * as v from "valibot";
import { openToken, signToken, type TokenKind } from "./signed-token.ts";
import type { TokenKeys } from "./token-keys.ts";

const LIFETIME_MS = 5 * 60_000;

const KIND: TokenKind = { typ: "operator+jwt", audience: "operator" };

/** Five minutes for whoever holds the community's keys: its operator, on the command line. */
export async function issueOperatorToken(keys: TokenKeys, now: number): Promise<string> {
  return (await signToken(keys, KIND, {}, { now, lifetimeMs: LIFETIME_MS })).token;
}

export async function isOperatorToken(keys: TokenKeys, raw: string, now: number): Promise<boolean> {
  return (await openToken(keys, KIND, v.object({}), raw, { now, toleranceMs: 30_000 })) !== null;
}
