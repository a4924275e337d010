import { QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { onReached } from "./offline/reach.ts";
import { queryClient } from "./query-client.ts";
import { sessionStore } from "./session/session.ts";

/** What parts of the page need that ask by TanStack Query. Loaded with the first of them: no room needs it to be shown. */
export function Queries({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}

/** On a shared computer the next person must find nothing of the last one. */
sessionStore.subscribe((who, before) => {
  const isAnother = before.at === "signed_in" && personIn(who) !== before.person.id;
  if (!isAnother) return;
  queryClient.removeQueries({
    predicate: ({ queryKey: [what] }) => what !== "invite" && what !== "outside",
  });
});

/** What could not be answered is asked again as soon as somebody would answer. */
onReached(() => {
  void queryClient.refetchQueries({
    type: "active",
    predicate: ({ state }) => state.status === "error",
  });
});

function personIn(who: ReturnType<typeof sessionStore.getState>) {
  return who.at === "signed_in" ? who.person.id : null;
}
