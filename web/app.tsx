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
const CreateCommunityPage = lazy(async () => {
  const { CreateCommunityPage: component } = await import("./welcome/create-community-page.tsx");
  return { default: component };
});
const NothingHere = lazy(async () => {
  const { NothingHere: component } = await import("./shell/nowhere.tsx");
  return { default: component };
});
const SignInPage = lazy(async () => {
  const { SignInPage: component } = await import("./welcome/sign-in-page.tsx");
  return { default: component };
});
const AlreadyInsidePage = lazy(async () => {
  const { AlreadyInsidePage: component } = await import("./welcome/already-inside-page.tsx");
  return { default: component };
});
const JoinPage = lazy(async () => {
  const { JoinPage: component } = await import("./welcome/join-page.tsx");
  return { default: component };
});
const OutsidePage = lazy(async () => {
  const { OutsidePage: component } = await import("./welcome/outside-page.tsx");
  return { default: component };
});

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Suspense fallback={null}>
        <FrontDoor />
      </Suspense>
      <Announcer />
    </QueryClientProvider>
  );
}

/** Who is asking decides what they see first. */
function FrontDoor() {
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

  // Where links in mails and other sites lead, whoever is signed in here.
  if (/^.(link|reset|provider)$/.test(path) && who.at !== "unknown")
    return <OutsidePage path={path} isInside={!isOut} />;

  switch (who.at) {
    case "unknown":
      return null;
    case "signed_in":
      return path === "/join" ? <AlreadyInsidePage who={who} /> : <Inside who={who} />;
    case "signed_out":
      if (path === "/join") return <JoinPage />;
      return who.community === null ? (
        <CreateCommunityPage />
      ) : (
        <SignInPage community={who.community} />
      );
  }
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
