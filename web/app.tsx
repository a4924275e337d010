import { QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { Route, Switch, useLocation } from "wouter";
import { useStore } from "zustand";
import { safeParse } from "valibot";
import { RoomId } from "#protocol/ids.ts";
import { forgetDrafts } from "./composer/drafts.ts";
import { forgetEdits } from "./composer/edits.ts";
import { queryClient } from "./query-client.ts";
import { RoomPage } from "./room/room-page.tsx";
import { sessionStore } from "./session/session.ts";
import { HomePage } from "./shell/home-page.tsx";
import { Shell, type Who } from "./shell/shell.tsx";
import { forgetPlaces } from "./timeline/place-memory.ts";
import { announce, Announcer } from "./ui/announcer.tsx";

const DirectoryPage = lazy(async () => {
  const { DirectoryPage: component } = await import("./directory/directory-page.tsx");
  return { default: component };
});
const AccountPage = lazy(async () => {
  const { AccountPage: component } = await import("./account/account-page.tsx");
  return { default: component };
});
const CommunityPage = lazy(async () => {
  const { CommunityPage: component } = await import("./community/community-page.tsx");
  return { default: component };
});
const NothingHere = lazy(async () => {
  const { NothingHere: component } = await import("./shell/nowhere.tsx");
  return { default: component };
});
const FrontDoor = lazy(async () => {
  const { FrontDoor: component } = await import("./welcome/front-door.tsx");
  return { default: component };
});

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Suspense fallback={null}>
        <Root />
      </Suspense>
      <Announcer />
    </QueryClientProvider>
  );
}

/** Who is asking decides what they see first. */
function Root() {
  const who = useStore(sessionStore);
  const [path] = useLocation();
  const isOut = who.at === "signed_out";

  // On a shared computer the next person must find nothing of the last one.
  useEffect(() => {
    if (isOut) {
      forgetDrafts();
      forgetEdits();
      forgetPlaces();
      announce("");
      queryClient.removeQueries({
        predicate: ({ queryKey: [what] }) => what !== "invite" && what !== "outside",
      });
    }
  }, [isOut]);

  if (who.at === "unknown") return null;
  // Where links of invites, mails and other sites lead, whoever is signed in here.
  const isAtTheDoor = isOut || /^.(join|link|reset|provider)$/.test(path);
  return isAtTheDoor ? <FrontDoor who={who} path={path} /> : <Inside who={who} />;
}

function Inside({ who }: { who: Who }) {
  return (
    <Shell who={who}>
      {(ask) => (
        <Suspense fallback={null}>
          <Switch>
            <Route path="/">
              <HomePage who={who} ask={ask} />
            </Route>
            <Route path="/rooms">
              <DirectoryPage />
            </Route>
            <Route path="/account">
              <AccountPage />
            </Route>
            <Route path="/people/:part?">
              {({ part }) => <CommunityPage part={part} who={who} ask={ask} />}
            </Route>
            <Route path="/rooms/:id">
              {({ id }) => {
                const room = safeParse(RoomId, id);
                return room.success ? (
                  <RoomPage room={room.output} who={who} ask={ask} />
                ) : (
                  <NothingHere />
                );
              }}
            </Route>
            <Route>
              <NothingHere />
            </Route>
          </Switch>
        </Suspense>
      )}
    </Shell>
  );
}
