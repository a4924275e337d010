import type * as Party from "partykit/server";

/**
 * Whether an alarm has woken this instance: it never learns whose it is, and reaches no other object
 * (docs/decisions/0003-two-hosts.md). Asked as it begins.
 */
export function isBlind(party: Party.Room): boolean {
  try {
    return party.id === "";
  } catch {
    return true;
  }
}

/** Ends this instance. Whoever comes next finds one that sees, which looks by itself for what has become due. */
export function makeWay(party: Party.Room): void {
  setTimeout(() => {
    const end = party.blockConcurrencyWhile(() =>
      Promise.reject(new Error("an alarm woke this object blind")),
    );
    end.catch(() => {
      // Its end is what was wanted.
    });
  });
}
