import type { WirePerson } from "../../test/wire/person.ts";
import type { OperatorDoor } from "../operator-door.ts";

/** `not here`: this host is not one on which it can go wrong, or nobody outside can see it. */
export type Verdict = "ok" | "bad" | "not here";

export type Finding = { verdict: Verdict; said: string };

/** What a check may use: a visitor who is nobody else, in a room that nobody else is in. */
export type Visit = {
  url: string;
  person: WirePerson;
  room: string;
  /** For whoever has the community's keys, or null. */
  door: OperatorDoor | null;
  /** For so many seconds somebody will deploy, or restart the server; 0: nobody will. */
  watchSeconds: number;
};

/** One way in which production is not the laptop. `look` may throw: then it is bad, and that is why. */
export type Check = { name: string; look(visit: Visit): Promise<Finding> };

export const ok = (said: string): Finding => ({ verdict: "ok", said });
export const bad = (said: string): Finding => ({ verdict: "bad", said });
export const notHere = (said: string): Finding => ({ verdict: "not here", said });

export function isOverTls({ url }: Pick<Visit, "url">): boolean {
  return new URL(url).protocol === "https:";
}
