import type * as Party from "partykit/server";

type Parties = Party.Context["parties"];

/**
 * Reaches the objects of another party by their names. An object that an alarm has woken may not ask for the parties, not even while it is made,
 * and gets them with its next request: until then the others are out of reach for it, and it tries again later.
 */
export function fetchParty(
  context: { readonly parties: Parties },
  party: "room" | "inbox" | "courier" | "lobby" | "limits",
): (id: string, request: Request) => Promise<Response> {
  let known: Parties | null = null;
  return async (id, request) => {
    known ??= context.parties;
    const stub = known[party]?.get(id);
    return stub ? stub.fetch(request) : new Response(null, { status: 404 });
  };
}
