import { Suspense } from "react";
import { tellNumber } from "../i18n/formats.ts";
import { useText } from "../i18n/i18n.ts";
import { PinsButton } from "../pins/pins-button.tsx";
import { usePinsPanel } from "../pins/use-pins-panel.ts";
import { TopBar } from "../shell/top-bar.tsx";
import { leaveBeside, useBeside } from "./beside-address.ts";
import { lazyPart } from "../ui/lazy-part.ts";
import { PeopleIcon } from "../ui/icons.tsx";
import css from "./room-header.module.css";
import type { RoomHandle } from "./room-view.ts";
import { roomText } from "./room.text.ts";
import { usePeoplePanel } from "./use-people-panel.ts";
import { useRoomView } from "./use-room.ts";

const RoomMore = lazyPart(async () => {
  const { RoomMore: component } = await import("./room-more.tsx");
  return { default: component };
});
const RoomWays = lazyPart(async () => {
  const { RoomWays: component } = await import("./room-ways.tsx");
  return { default: component };
});

/** What the room is called and about, who is here, and what else one can do with it. */
export function RoomHeader({ handle }: { handle: RoomHandle }) {
  const t = useText(roomText);
  const info = useRoomView(handle, (view) => view.room.info);
  const here = useRoomView(handle, (view) => view.here.count);
  const isLive = useRoomView(handle, (view) => view.connection.at === "live");
  const people = usePeoplePanel();
  const pins = usePinsPanel();
  // Beside the conversation one thing is shown at a time.
  const beside = useBeside();
  const arePeopleShown = people.isOpen && !pins.isOpen && !beside;
  const says = isLive ? t.peopleHere({ here }) : t.people;
  return (
    <TopBar title={info?.name ?? ""} note={info?.topic}>
      <PinsButton handle={handle} />
      {/* Its place is kept: nothing beside it moves when it comes. */}
      <Suspense fallback={<span className={css["ways-to-come"]} />}>
        <RoomWays handle={handle} />
      </Suspense>
      <button
        type="button"
        className={css["people"]}
        aria-label={says}
        title={says}
        aria-expanded={arePeopleShown}
        onClick={() => {
          leaveBeside();
          if (pins.isOpen) pins.close();
          if (arePeopleShown) people.close();
          else people.open();
        }}
      >
        <PeopleIcon />
        {isLive && <span className={css["count"]}>{tellNumber(here)}</span>}
      </button>
      <Suspense fallback={<span className={css["more-to-come"]} />}>
        <RoomMore handle={handle} />
      </Suspense>
    </TopBar>
  );
}
