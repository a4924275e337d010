import type * as Party from "partykit/server";

type Parties = Party.Context["parties"];

/**
 * Reaches the objects of another party by their names. In an alarm nobody may ask for the parties, so they are asked for while the object is made.
 * One that an alarm has woken may not even then, and gets them with its next request: until then the others are out of reach for it, and it tries
 * again later.
 */
export function fetchParty(
  context: { readonly parties: Parties },
  party: "room" | "inbox" | "notes" | "courier" | "lobby" | "limits" | "meter",
): (id: string, request: Request) => Promise<Response> {
  let known = partiesOf(context);
  return async (id, request) => {
    known ??= context.parties;
    const stub = known[party]?.get(id);
    return stub ? stub.fetch(request) : new Response(null, { status: 404 });
  };
}

function partiesOf(context: { readonly parties: Parties }): Parties | null {
  try {
    return context.parties;
  } catch {
    // An alarm has woken it.
    return null;
  }
}
