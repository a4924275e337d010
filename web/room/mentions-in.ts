import * as v from "valibot";
import { Call } from "#protocol/calls.ts";
import { PersonId } from "#protocol/ids.ts";
import { codeIn, isWithin, quotesIn } from "./inert-text.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const MENTION = new RegExp(`<@(${UUID})>`, "g");
const CALL = /<@(room|here)>/g;

/** Somebody, everyone, or a room in a body, as it is stored: "<@ID>", "<@room>", "<#ID>". */
export const TOKEN = new RegExp(`<(@|#(?![rh]))(${UUID}|room|here)>`, "g");

/** Whom a body means, each once. Inside code and quotes nobody is meant. */
export function mentionsIn(body: string): PersonId[] {
  return [...new Set(meantIn(body, MENTION).map((id) => v.parse(PersonId, id)))];
}

/** Whom a body calls besides. Everyone is more than those who are here. */
export function callIn(body: string): Call | undefined {
  const calls = meantIn(body, CALL).map((call) => v.parse(Call, call));
  return calls.includes("room") ? "room" : calls[0];
}

/** The same words, calling nobody. */
export function uncalled(body: string): string {
  return body.replace(CALL, "@$1");
}

function meantIn(body: string, token: RegExp): string[] {
  if (!body.includes("<@")) return [];
  const inert = [...codeIn(body), ...quotesIn(body)];
  const meant = [...body.matchAll(token)].filter(({ index }) => !isWithin(inert, index));
  return meant.map(([, id = ""]) => id);
}
