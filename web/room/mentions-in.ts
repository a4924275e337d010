import * as v from "valibot";
import { PersonId } from "#protocol/ids.ts";
import { codeIn, isWithin, quotesIn } from "./inert-text.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const MENTION = new RegExp(`<@(${UUID})>`, "g");

/** Somebody or a room in a body, as it is stored: "<@ID>", "<#ID>". */
export const TOKEN = new RegExp(`<([@#])(${UUID})>`, "g");

/** Whom a body means, each once. Inside code and quotes nobody is meant. */
export function mentionsIn(body: string): PersonId[] {
  if (!body.includes("<@")) return [];
  const inert = [...codeIn(body), ...quotesIn(body)];
  const meant = [...body.matchAll(MENTION)].filter(({ index }) => !isWithin(inert, index));
  return [...new Set(meant.map(([, id]) => v.parse(PersonId, id)))];
}
