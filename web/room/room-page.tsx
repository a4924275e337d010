import { lazy, Suspense, useDeferredValue, useMemo, useRef } from "react";
import type { RoomId } from "#protocol/ids.ts";
import { may } from "#protocol/roles.ts";
import { Composer } from "../composer/composer.tsx";
import { usePendingActions } from "../composer/use-pending-actions.ts";
import type { Wishes } from "../composer/wishes.ts";
import { useText } from "../i18n/i18n.ts";
import { RoomNames } from "../markup/room-names.tsx";
import { usePinsPanel } from "../pins/use-pins-panel.ts";
import { ask as askFor } from "../shell/asked.ts";
import type { Ask, Who } from "../shell/shell.tsx";
import { useBeside } from "./beside-address.ts";
import { MessageList } from "../timeline/message-list.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { withQueries } from "../with-queries.tsx";
import { useEarlyAsk } from "./early-ask.ts";
import { Invitation } from "./invitation.tsx";
import { LoadingRoom } from "./loading-room.tsx";
import { RoomBanner } from "./room-banner.tsx";
import { RoomHeader } from "./room-header.tsx";
import css from "./room-page.module.css";
import type { RoomHandle } from "./room-view.ts";
import { roomText } from "./room.text.ts";
import { StatusLine } from "./status-line.tsx";
import { usePeoplePanel } from "./use-people-panel.ts";
import { useRoom, useRoomView } from "./use-room.ts";
import { useFirstScreen } from "../ui/first-screen.ts";
import { lazyPart } from "../ui/lazy-part.ts";

const RoomPeople = lazyPart(async () => {
  const { RoomPeople: component } = await import("./room-people.tsx");
  return withQueries(component);
});
const MessageActions = lazyPart(async () => {
  const { MessageActions: component } = await import("../messages/message-actions.tsx");
  return { default: component };
});
const RoomBeside = lazyPart(async () => {
  const { RoomBeside: component } = await import("./room-beside.tsx");
  return { default: component };
});
const ClosedRoom = lazy(async () => {
  const { ClosedRoom: component } = await import("./closed-room.tsx");
  return { default: component };
});

type RoomPageProps = {
  room: RoomId;
  /** The message that the address names, by its number. */
  at: number | null;
  who: Who;
  ask: Ask;
};

/** A room: what is said in it, who is in it, and where one writes. */
export function RoomPage({ room, at, who, ask }: RoomPageProps) {
  const handle = useRoom(room);
  const name = useRoomView(handle, (view) => view.room.info?.name);
  const isLoaded = useRoomView(handle, (view) => view.isLoaded);
  // A room that comes late is drawn in small steps, between which the page still answers.
  const isDrawn = useDeferredValue(isLoaded);
  const closed = useRoomView(handle, ({ connection }) =>
    connection.at === "closed" ? connection.why : null,
  );

  usePageTitle(name);

  if (closed === "not_member" || closed === "no_such_room") {
    return (
      <Suspense fallback={<LoadingRoom room={room} />}>
        <ClosedRoom handle={handle} why={closed} me={who.person.id} />
      </Suspense>
    );
  }
  return isLoaded && isDrawn ? (
    <RoomNames key={room} handle={handle} me={who.person.id}>
      <OpenRoom handle={handle} at={at} who={who} ask={ask} />
    </RoomNames>
  ) : (
    <LoadingRoom room={room} />
  );
}

type OpenRoomProps = Omit<RoomPageProps, "room"> & { handle: RoomHandle };

/** The parts of a room that is known, wired to each other. */
export function OpenRoom({ handle, at, who, ask }: OpenRoomProps) {
  const t = useText(roomText);
  const field = useRef<HTMLTextAreaElement>(null);
  const talk = useRef<HTMLElement>(null);
  const place = useMemo(() => ({ room: handle.id }), [handle]);
  const people = usePeoplePanel();
  const pins = usePinsPanel();
  const beside = useBeside();
  const body = useRef<HTMLDivElement>(null);
  const early = useEarlyAsk(body);
  const { person } = who;
  const name = useRoomView(handle, (view) => view.room.info?.name ?? "");
  useFirstScreen();
  const actions = usePendingActions(handle, place, field);
  const wishes: Wishes = {
    people: people.open,
    help: () => askFor("help"),
    leave: () => askFor({ what: "leave", room: handle.id, name }),
    ...(may(person.role, "invite.make") && { invite: ask.invite }),
  };
  const invitation = useMemo(
    () => (
      <Invitation handle={handle} onInvite={may(person.role, "invite.make") ? ask.invite : null} />
    ),
    // oxlint-disable-next-line react/exhaustive-deps -- Opening the dialog means the same in every render.
    [handle, person.role],
  );

  return (
    <div className={css["page"]}>
      <RoomHeader handle={handle} />
      <div ref={body} className={css["body"]}>
        <section ref={talk} data-behind-panel className={css["talk"]} aria-label={t.conversation}>
          <MessageList
            handle={handle}
            at={at}
            me={person}
            actions={actions}
            invitation={invitation}
          />
          <RoomBanner handle={handle} />
          <StatusLine handle={handle} />
          <Composer handle={handle} field={field} me={person.id} wishes={wishes} />
        </section>
        <Suspense fallback={null}>
          <MessageActions area={talk} early={early} handle={handle} me={person} place={place} />
        </Suspense>
        <Suspense fallback={null}>
          <RoomBeside handle={handle} me={person} open={beside} at={at} />
        </Suspense>
        <Suspense fallback={null}>
          <RoomPeople
            handle={handle}
            isOpen={people.isOpen && !pins.isOpen && !beside}
            onClose={people.close}
            early={early}
          />
        </Suspense>
      </div>
    </div>
  );
}
