import { useLocation } from "wouter";
import { may } from "#protocol/roles.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "./page.tsx";
import type { Ask, Who } from "./shell.tsx";

type NoRoomYetProps = {
  who: Who;
  ask: Ask;
  /** There is no room at all. */
  isFirst: boolean;
};

/** The page of someone who is in no room: the one thing to do first. */
export function NoRoomYet({ who, ask, isFirst }: NoRoomYetProps) {
  return (
    <Page title={who.community}>
      {may(who.person.role, "room.join") ? (
        <FirstStep who={who} ask={ask} isFirst={isFirst} />
      ) : (
        <EmptyState title={`Welcome to ${who.community}`}>
          You are a guest, and in no room at the moment. Ask whoever invited you for a link into
          one.
        </EmptyState>
      )}
    </Page>
  );
}

function FirstStep({ who, ask, isFirst }: NoRoomYetProps) {
  const [, goTo] = useLocation();
  return isFirst ? (
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
  );
}

/** An address that leads nowhere. */
export function NothingHere() {
  const [, goTo] = useLocation();
  return (
    <Page title="Nothing here">
      <EmptyState
        title="There is nothing at this address"
        action={<Button onClick={() => goTo("/")}>Go to your rooms</Button>}
      />
    </Page>
  );
}
