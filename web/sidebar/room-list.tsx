import { Suspense, useCallback, useMemo, useRef, useState } from "react";
import { useRoute } from "wouter";
import { useStore } from "zustand";
import type { RoomId } from "#protocol/ids.ts";
import { draftPlaces, drafts, isSomething, type Draft } from "../composer/drafts.ts";
import type { ListedRoom } from "../directory/listed-room.ts";
import { useText } from "../i18n/i18n.ts";
import { useUnread } from "../read/use-unread.ts";
import { readRoomAddress } from "../room/room-address.ts";
import { ask } from "../shell/asked.ts";
import { lazyPart } from "../ui/lazy-part.ts";
import { IconButton } from "../ui/button.tsx";
import { MoreIcon } from "../ui/icons.tsx";
import { PlusIcon } from "../ui/more-icons.tsx";
import { Menu } from "../ui/menu.tsx";
import { useLoadedWhenIdle } from "../ui/when-idle.ts";
import { useLongPress } from "./long-press.ts";
import { orderRooms, putUnreadFirst, roomPreferences } from "./room-preferences.ts";
import { RoomRow, type MenuWish } from "./room-row.tsx";
import { RoomSection } from "./room-section.tsx";
import css from "./room-section.module.css";
import { sectionsOf } from "./room-sections.ts";
import { roveRooms } from "./rove-rooms.ts";
import { sidebarText } from "./sidebar.text.ts";

const loadMenu = async () => {
  const { RoomMenu: component } = await import("./room-menu.tsx");
  return { default: component };
};
const RoomMenu = lazyPart(loadMenu);
const StarDrag = lazyPart(async () => ({ default: (await import("./star-drag.tsx")).StarDrag }));

type RoomListProps = { rooms: readonly ListedRoom[]; mayMake: boolean };

/** The rooms one is in, in their sections: one tab stop, arrows from room to room, one menu for all. */
export function RoomList({ rooms, mayMake }: RoomListProps) {
  const t = useText(sidebarText);
  const preferences = useStore(roomPreferences);
  const unread = useUnread(rooms);
  const current = useCurrentRoom();
  const [reached, setReached] = useState<string | null>(null);
  const [wish, setWish] = useState<MenuWish | null>(null);
  const drafting = useDrafting();
  useLoadedWhenIdle(loadMenu);
  const press = useLongPress();
  const list = useRef<HTMLDivElement>(null);
  const onMenu = useCallback((wish: MenuWish) => setWish(wish), []);

  const sections = useMemo(
    () => sectionsOf(rooms, preferences, unread, current),
    [rooms, preferences, unread, current],
  );
  const shown = sections.flatMap((section) => section.rooms.map(({ room }) => room.id as string));
  const tabStop = [reached, current].find((id) => id !== null && shown.includes(id)) ?? shown[0];

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Arrow keys and focus bubble up from the rows.
    <div
      ref={list}
      onKeyDown={roveRooms}
      onFocus={({ target }) =>
        setReached(target.closest("li")?.querySelector("a")?.dataset["room"] ?? null)
      }
      {...press}
    >
      {sections.map((section, index) => (
        <RoomSection
          key={section.name}
          section={section}
          actions={
            <>
              {index === 0 && rooms.length > 1 && (
                <Menu
                  look="icon"
                  label={t.sectionMenu}
                  items={[
                    {
                      says: t.unreadFirst,
                      isChecked: preferences.isUnreadFirst,
                      onChoose: () => putUnreadFirst(!preferences.isUnreadFirst),
                    },
                    {
                      says: t.byName,
                      isChosen: preferences.order === "name",
                      onChoose: () => orderRooms("name"),
                    },
                    {
                      says: t.byRecent,
                      isChosen: preferences.order === "recent",
                      onChoose: () => orderRooms("recent"),
                    },
                  ]}
                >
                  <MoreIcon size={18} />
                </Menu>
              )}
              {section.name === "rooms" && mayMake && (
                <IconButton label={t.newRoom} onClick={() => ask("newRoom")}>
                  <PlusIcon size={18} />
                </IconButton>
              )}
            </>
          }
        >
          <ul className={css["rooms"]}>
            {section.rooms.map((each) => (
              <RoomRow
                key={each.room.id}
                shown={each}
                isCurrent={each.room.id === current}
                hasDraft={drafting.has(each.room.id)}
                isTabStop={each.room.id === tabStop}
                onMenu={onMenu}
              />
            ))}
          </ul>
        </RoomSection>
      ))}
      <Suspense fallback={null}>
        {preferences.starred.length > 1 && <StarDrag list={list} />}
        {wish !== null && <RoomMenu wish={wish} onClose={() => setWish(null)} />}
      </Suspense>
    </div>
  );
}

function useCurrentRoom() {
  const [isRoom, params] = useRoute("/rooms/:id/:number?");
  return isRoom ? (readRoomAddress(params.id, params.number)?.room ?? null) : null;
}

/** The rooms in which something is half written, also under a message. */
function useDrafting(): ReadonlySet<RoomId> {
  // Typing on changes what is written, not where.
  const where = useStore(drafts, placesIn);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- What is on the disk changes with it.
  return useMemo(() => new Set(draftPlaces().map(({ room }) => room)), [where]);
}

function placesIn(all: Readonly<Record<string, Draft>>): string {
  return Object.entries(all)
    .filter(([, draft]) => isSomething(draft))
    .map(([key]) => key)
    .join(" ");
}
