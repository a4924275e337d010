import { Call } from "#protocol/calls.ts";
import { nameKeyOf } from "./name-key.ts";

const KEYS: ReadonlySet<string> = new Set(Call.options.map(nameKeyOf));

/** Whether everyone is called by this name: somebody who had it would be meant in their place (docs/decisions/0047). */
export function meansEveryone(nameKey: string): boolean {
  return KEYS.has(nameKey);
}
