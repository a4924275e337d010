import { lazy, Suspense } from "react";
import { Redirect } from "wouter";
import { useDirectory } from "../directory/directory.ts";
import { useFirstScreen } from "../ui/first-screen.ts";
import { usePageTitle } from "./page-title.ts";
import type { Ask, Who } from "./shell.tsx";
import { isPhone } from "./widths.ts";

const NoRoomYet = lazy(async () => {
  const { NoRoomYet: component } = await import("./nowhere.tsx");
  return { default: component };
});

function RoomsAreThePage({ community }: { community: string }) {
  useFirstScreen();
  return <h1 className="only-heard">{community}</h1>;
}

/** No room chosen. On a desk that is a waste of a page: the room that was last spoken in opens instead. */
export function HomePage({ who, ask }: { who: Who; ask: Ask }) {
  const { data } = useDirectory();

  usePageTitle(who.community);

  // There the rooms themselves are the page, and they say what to do first.
  if (isPhone()) return <RoomsAreThePage community={who.community} />;
  if (data === undefined) return null;
  const [latest] = data
    .filter((room) => room.joined)
    .toSorted((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0));
  if (latest) return <Redirect to={`/rooms/${latest.id}`} replace />;
  return (
    <Suspense fallback={null}>
      <NoRoomYet who={who} ask={ask} isFirst={data.length === 0} />
    </Suspense>
  );
}
