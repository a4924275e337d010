import { useMemo } from "react";
import { useStore } from "zustand";
import * as v from "valibot";
import { NOTHING_CHOSEN, type Choice, type Self } from "#protocol/inbox/availability.ts";
import type { Schedule } from "#protocol/inbox/schedule.ts";
import { CommandId, uuid7 } from "#protocol/ids.ts";
import { inbox, type Held } from "../inbox/held.ts";
import { wishes, type Wish } from "../inbox/wishes.ts";

/** What this person has chosen: as their inbox has told, with what is on its way there. */
export function useSelf(): Self {
  const held = useStore(inbox);
  const { wishes: waiting } = useStore(wishes.store);
  return useMemo(() => selfOf(held, waiting), [held, waiting]);
}

export function selfOf({ entries }: Held, waiting: readonly { type: string }[]): Self {
  const told = entries.get("self");
  const begun: Self = told?.kind === "self" ? told : NOTHING_CHOSEN;
  return waiting.filter(isAboutSelf).reduce((self, wish) => {
    const { choice = self.choice, schedule = self.schedule } = wish;
    return { choice, schedule };
  }, begun);
}

export function choose(choice: Choice): void {
  wishes.add({ type: "self", id: newId(), choice });
}

export function keepQuiet(schedule: Schedule | null): void {
  wishes.add({ type: "self", id: newId(), schedule });
}

function isAboutSelf(wish: { type: string }): wish is Extract<Wish, { type: "self" }> {
  return wish.type === "self";
}

function newId(): CommandId {
  return v.parse(CommandId, uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10))));
}
