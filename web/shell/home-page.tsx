import { useEffect } from "react";
import { Redirect, useLocation } from "wouter";
import { useDirectory } from "../directory/directory.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import css from "./home-page.module.css";
import type { Ask, Who } from "./shell.tsx";
import { TopBar } from "./top-bar.tsx";
import { isPhone } from "./widths.ts";

/** No room chosen. On a desk that is a waste of a page: the room that was last spoken in opens instead. */
export function HomePage({ who, ask }: { who: Who; ask: Ask }) {
  const [, goTo] = useLocation();
  const { data } = useDirectory();

  useEffect(() => {
    document.title = who.community;
  }, [who.community]);

  // There the rooms themselves are the page, and they say what to do first.
  if (isPhone()) return <h1 className="only-heard">{who.community}</h1>;
  if (data === undefined) return null;
  const [latest] = data
    .filter((room) => room.joined)
    .toSorted((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0));
  if (latest) return <Redirect to={`/rooms/${latest.id}`} replace />;
  return (
    <div className={css["page"]}>
      <TopBar title={who.community} />
      {data.length === 0 ? (
        <EmptyState
          title={`Welcome to ${who.community}`}
          action={
            <Button look="primary" onClick={ask.newRoom}>
              Create the first room
            </Button>
          }
        >
          People talk in rooms, one for each subject. Make the first one, then invite the others.
        </EmptyState>
      ) : (
        <EmptyState
          title={`Welcome to ${who.community}`}
          action={
            <Button look="primary" onClick={() => goTo("/rooms")}>
              Browse rooms
            </Button>
          }
        >
          You are in no room yet. Look through the rooms and join those you like.
        </EmptyState>
      )}
    </div>
  );
}

/** An address that leads nowhere. */
export function NothingHere() {
  const [, goTo] = useLocation();
  return (
    <div className={css["page"]}>
      <TopBar title="Nothing here" />
      <EmptyState
        title="There is nothing at this address"
        action={<Button onClick={() => goTo("/rooms")}>Browse rooms</Button>}
      />
    </div>
  );
}
