import { lazy, Suspense, useEffect } from "react";
import { useLocation } from "wouter";
import { useStore } from "zustand";
import { forgetDrafts } from "./composer/drafts.ts";
import { forgetEdits } from "./composer/edits.ts";
import { forgetPicked } from "./composer/picked-people.ts";
import { sessionStore } from "./session/session.ts";
import { forgetPlaces } from "./timeline/place-memory.ts";
import { announce, Announcer } from "./ui/announcer.tsx";
import { withQueries } from "./with-queries.tsx";

const loadInside = async () => {
  const { Inside: component } = await import("./inside.tsx");
  return { default: component };
};
const Inside = lazy(loadInside);
const FrontDoor = lazy(async () => {
  const { FrontDoor: component } = await import("./welcome/front-door.tsx");
  return withQueries(component);
});

export function App() {
  return (
    <>
      <Suspense fallback={null}>
        <Root />
      </Suspense>
      <Announcer />
    </>
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
      forgetPicked();
      forgetPlaces();
      announce("");
    }
  }, [isOut]);

  if (who.at === "unknown") return null;
  // Where links of invites, mails and other sites lead, whoever is signed in here.
  const isAtTheDoor = isOut || /^.(join|link|reset|provider)$/.test(path);
  return isAtTheDoor ? (
    <FrontDoor who={who} path={path} />
  ) : (
    <Inside key={who.person.id} who={who} />
  );
}
