import { lazy, Suspense, useEffect } from "react";
import { useLocation } from "wouter";
import { useStore } from "zustand";
import { forgetDrafts } from "./composer/drafts.ts";
import { forgetEdits } from "./composer/edits.ts";
import { forgetPicked } from "./composer/picked-people.ts";
import { reach } from "./offline/reach.ts";
import { sessionStore } from "./session/session.ts";
import { PartBoundary } from "./shell/part-boundary.tsx";
import { forgetPlaces } from "./timeline/place-memory.ts";
import { announce, Announcer } from "./ui/announcer.tsx";
import { UpdateOffer } from "./updates/update-offer.tsx";
import { withQueries } from "./with-queries.tsx";

const loadInside = async () => {
  const { Inside: component } = await import("./inside.tsx");
  return { default: component };
};
const Inside = lazy(loadInside);
const loadFrontDoor = async () => {
  const { FrontDoor: component } = await import("./welcome/front-door.tsx");
  return withQueries(component);
};
const FrontDoor = lazy(loadFrontDoor);
const NoWayIn = lazy(async () => {
  const { NoWayIn: component } = await import("./offline/no-way-in.tsx");
  return { default: component };
});

/** Where links of invites, mails and other sites lead, whoever is signed in here. */
const DOORS = /^.(join|link|reset|provider|unsubscribe)$/;

/** Begins to load what will be seen, by whom this browser remembers, while the words and the server are still on their way. */
export function loadFirstScreen(): void {
  const isInside = sessionStore.getState().at === "signed_in" && !DOORS.test(location.pathname);
  // Whatever fails here fails again, and is told, where it is shown.
  (isInside ? loadInside : loadFrontDoor)().catch(() => undefined);
}

export function App() {
  return (
    <>
      <Suspense fallback={null}>
        <Root />
      </Suspense>
      <UpdateOffer />
      <Announcer />
    </>
  );
}

/** Who is asking decides what they see first. */
function Root() {
  const who = useStore(sessionStore);
  const [path] = useLocation();
  const isReached = useStore(reach, (state) => state.isReached);
  const isOut = who.at === "signed_out";

  // On a shared computer the next person must find nothing of the last one.
  useEffect(() => {
    if (isOut) {
      forgetDrafts();
      forgetEdits();
      forgetPicked();
      forgetPlaces();
      announce("");
    }
  }, [isOut]);

  if (who.at === "unknown") return isReached ? null : <NoWayIn />;
  const isAtTheDoor = isOut || DOORS.test(path);
  return (
    <PartBoundary path={path}>
      {isAtTheDoor ? <FrontDoor who={who} path={path} /> : <Inside key={who.person.id} who={who} />}
    </PartBoundary>
  );
}
