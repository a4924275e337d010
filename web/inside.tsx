import { lazy } from "react";
import { Route, Switch, useLocation } from "wouter";
import { readRoomAddress } from "./room/room-address.ts";
import { RoomPage } from "./room/room-page.tsx";
import { HomePage } from "./shell/home-page.tsx";
import { PartBoundary } from "./shell/part-boundary.tsx";
import { lazyPart } from "./ui/lazy-part.ts";
import { useLoadedWhenIdle } from "./ui/when-idle.ts";
import { Shell, type Who } from "./shell/shell.tsx";
import { withQueries } from "./with-queries.tsx";

const DirectoryPage = lazy(async () => {
  const { DirectoryPage: component } = await import("./directory/directory-page.tsx");
  return { default: component };
});
const ThreadsPage = lazy(async () => {
  const { ThreadsPage: component } = await import("./threads/threads-page.tsx");
  return { default: component };
});
const ActivityPage = lazy(async () => {
  const { ActivityPage: component } = await import("./activity/activity-page.tsx");
  return { default: component };
});
const DraftsPage = lazy(async () => {
  const { DraftsPage: component } = await import("./drafts/drafts-page.tsx");
  return { default: component };
});
const AccountPage = lazy(async () => {
  const { AccountPage: component } = await import("./account/account-page.tsx");
  return withQueries(component);
});
const SettingsPage = lazy(async () => {
  const { SettingsPage: component } = await import("./settings/settings-page.tsx");
  return { default: component };
});
const CommunityPage = lazy(async () => {
  const { CommunityPage: component } = await import("./community/community-page.tsx");
  return withQueries(component);
});
const SavedPage = lazy(async () => {
  const { SavedPage: component } = await import("./saved/saved-page.tsx");
  return withQueries(component);
});
const AddressedCard = lazyPart(async () => {
  const { AddressedCard: component } = await import("./people/addressed-card.tsx");
  return withQueries(component);
});
const NothingHere = lazy(async () => {
  const { NothingHere: component } = await import("./shell/nowhere.tsx");
  return { default: component };
});
const keepRoomsWarm = async () => {
  const { keepRoomsWarm: keep } = await import("./offline/keep-rooms-warm.ts");
  keep();
};
const keepInbox = async () => {
  const { beginInbox } = await import("./inbox/begin-inbox.ts");
  await beginInbox();
};

/** What whoever is signed in sees: rooms and pages, in their frame. One file, loaded while the session is asked for. */
export function Inside({ who }: { who: Who }) {
  const [path] = useLocation();
  useLoadedWhenIdle(keepInbox);
  useLoadedWhenIdle(keepRoomsWarm);
  return (
    <Shell who={who}>
      {(ask) => (
        <PartBoundary path={path}>
          <Switch>
            <Route path="/">
              <HomePage who={who} ask={ask} />
            </Route>
            <Route path="/rooms">
              <DirectoryPage />
            </Route>
            <Route path="/saved">
              <SavedPage />
            </Route>
            <Route path="/activity">
              <ActivityPage key={who.person.id} me={who.person} />
            </Route>
            <Route path="/drafts">
              <DraftsPage />
            </Route>
            <Route path="/threads">
              <ThreadsPage />
            </Route>
            <Route path="/account">
              <AccountPage />
            </Route>
            <Route path="/people/person/:id">
              {({ id }) => (
                <>
                  <CommunityPage part={undefined} who={who} ask={ask} />
                  <AddressedCard id={id} />
                </>
              )}
            </Route>
            <Route path="/settings">
              <SettingsPage />
            </Route>
            <Route path="/people/:part?">
              {({ part }) => <CommunityPage part={part} who={who} ask={ask} />}
            </Route>
            <Route path="/rooms/:id/:number?">
              {({ id, number }) => {
                const address = readRoomAddress(id, number);
                return address ? <RoomPage {...address} who={who} ask={ask} /> : <NothingHere />;
              }}
            </Route>
            <Route>
              <NothingHere />
            </Route>
          </Switch>
        </PartBoundary>
      )}
    </Shell>
  );
}
