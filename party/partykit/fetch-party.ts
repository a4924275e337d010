import type * as Party from "partykit/server";

/** Reaches the objects of another party by their names. */
export function fetchParty(
  parties: Party.Context["parties"],
  party: "room" | "inbox" | "courier" | "limits",
): (id: string, request: Request) => Promise<Response> {
  return async (id, request) => {
    const stub = parties[party]?.get(id);
    return stub ? stub.fetch(request) : new Response(null, { status: 404 });
  };
}
