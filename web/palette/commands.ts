import type { RoomId } from "#protocol/ids.ts";
import { may } from "#protocol/roles.ts";
import { draftPlaces } from "../composer/drafts.ts";
import { togglePinsPanel } from "../pins/use-pins-panel.ts";
import { toggleNote } from "../room/open-beside.ts";
import { roomPath } from "../room/room-address.ts";
import { togglePeoplePanel } from "../room/use-people-panel.ts";
import type { ask } from "../shell/asked.ts";
import { layout } from "../shell/layout.ts";
import { markRoomsRead } from "../read/mark-rooms-read.ts";
import { muteRoom, starRoom } from "../sidebar/room-preferences.ts";
import { copyRoomLink } from "../sidebar/copy-room-link.ts";
import type { commandsText } from "./commands.text.ts";
import { focusComposer, focusMessages } from "./focus.ts";
import type { Here } from "./here.ts";
import type { Keys } from "./keys.ts";

/** What commands do to the page. */
export type Page = { goTo: (path: string) => void; ask: typeof ask };

export type CommandName = keyof ReturnType<typeof commandsText.get>;
export type CommandGroup = "going" | "room" | "you";

/** Something one can do from anywhere. It stands here once: the palette, the keys and the help sheet read it. */
export type Command = {
  name: CommandName;
  group: CommandGroup;
  keys?: readonly Keys[];
  /** Whether the palette offers it: what moves the focus alone is for keys. */
  isForKeysOnly?: true;
  /** Whether it can be done now. */
  when: (here: Here) => boolean;
  run: (here: Here, page: Page) => void;
};

const always = () => true;
const inRoom = ({ room }: Here) => room?.joined === true;
/** Something in the room on the page was not read, or was new when it was opened; and nothing lies over it. */
const hasNews = (here: Here) =>
  inRoom(here) &&
  !layout.getState().isSidebarOpen &&
  (here.actions.jumpToNew !== undefined ||
    here.rooms.some(({ id, isUnread }) => isUnread && id === here.room?.id));

export const COMMANDS: readonly Command[] = [
  {
    name: "find",
    group: "going",
    keys: ["mod+k"],
    isForKeysOnly: true,
    when: always,
    run: (_, { ask }) => ask("palette"),
  },
  going("nextRoom", "alt+ArrowDown", 1, false),
  going("previousRoom", "alt+ArrowUp", -1, false),
  going("nextUnread", "alt+shift+ArrowDown", 1, true),
  going("previousUnread", "alt+shift+ArrowUp", -1, true),
  {
    name: "browse",
    group: "going",
    when: ({ role }) => may(role, "rooms.list"),
    run: (_, { goTo }) => goTo("/rooms"),
  },
  {
    name: "people",
    group: "going",
    when: ({ role }) => may(role, "people.list"),
    run: (_, { goTo }) => goTo("/people"),
  },
  {
    name: "activity",
    group: "going",
    keys: ["mod+shift+a"],
    when: always,
    run: (_, { goTo }) => goTo("/activity"),
  },
  { name: "threads", group: "going", when: always, run: (_, { goTo }) => goTo("/threads") },
  {
    name: "drafts",
    group: "going",
    when: () => draftPlaces().length > 0,
    run: (_, { goTo }) => goTo("/drafts"),
  },
  { name: "saved", group: "going", when: always, run: (_, { goTo }) => goTo("/saved") },
  {
    name: "invites",
    group: "going",
    when: ({ role }) => may(role, "invite.list"),
    run: (_, { goTo }) => goTo("/people/invites"),
  },
  {
    name: "settings",
    group: "going",
    when: ({ role }) => may(role, "community.change"),
    run: (_, { goTo }) => goTo("/people/settings"),
  },
  {
    name: "figures",
    group: "going",
    when: ({ role }) => may(role, "figures.see"),
    run: (_, { goTo }) => goTo("/people/figures"),
  },
  {
    name: "newRoom",
    group: "going",
    when: ({ role }) => may(role, "room.create"),
    run: (_, { ask }) => ask("newRoom"),
  },
  {
    name: "invite",
    group: "going",
    when: ({ role }) => may(role, "invite.make"),
    run: (_, { ask }) => ask("invite"),
  },
  {
    name: "write",
    group: "room",
    keys: ["Escape"],
    isForKeysOnly: true,
    when: (here) => inRoom(here) && !hasNews(here),
    run: () => void focusComposer(),
  },
  {
    name: "read",
    group: "room",
    keys: ["shift+F6"],
    isForKeysOnly: true,
    when: inRoom,
    run: () => focusMessages(),
  },
  {
    name: "markRead",
    group: "room",
    keys: ["Escape"],
    when: hasNews,
    // Whoever has done with reading writes.
    run({ room }) {
      if (room) markRoomsRead([room]);
      focusComposer();
    },
  },
  {
    name: "markAllRead",
    group: "room",
    keys: ["shift+Escape"],
    when: ({ rooms }) => rooms.some(({ isUnread }) => isUnread),
    run: (_, { ask }) => ask("allRead"),
  },
  {
    name: "jumpToNew",
    group: "room",
    when: ({ actions }) => actions.jumpToNew !== undefined,
    run: ({ actions }) => actions.jumpToNew?.(),
  },
  {
    name: "jumpToPresent",
    group: "room",
    when: ({ actions }) => actions.jumpToPresent !== undefined,
    run: ({ actions }) => actions.jumpToPresent?.(),
  },
  {
    name: "jumpToDate",
    group: "room",
    when: ({ actions }) => actions.jumpToDate !== undefined,
    run: ({ actions }) => actions.jumpToDate?.(),
  },
  { name: "peoplePanel", group: "room", when: inRoom, run: () => togglePeoplePanel() },
  {
    name: "inviteInto",
    group: "room",
    when: (here) => inRoom(here) && may(here.role, "room.invite"),
    run: ({ room }, { ask }) => room && ask({ what: "inviteInto", room: room.id }),
  },
  {
    name: "note",
    group: "room",
    keys: ["mod+shift+l"],
    when: inRoom,
    run: ({ room }) => room && toggleNote(room.id),
  },
  { name: "pins", group: "room", when: inRoom, run: () => togglePinsPanel() },
  {
    name: "star",
    group: "room",
    when: (here) => inRoom(here) && !here.isStarred,
    run: ({ room }) => room && starRoom(room.id, true),
  },
  {
    name: "unstar",
    group: "room",
    when: (here) => inRoom(here) && here.isStarred,
    run: ({ room }) => room && starRoom(room.id, false),
  },
  {
    name: "mute",
    group: "room",
    when: (here) => inRoom(here) && !here.isMuted,
    run: ({ room }) => room && muteRoom(room.id, true),
  },
  {
    name: "unmute",
    group: "room",
    when: (here) => inRoom(here) && here.isMuted,
    run: ({ room }) => room && muteRoom(room.id, false),
  },
  {
    name: "copyLink",
    group: "room",
    when: ({ room }) => room !== null,
    run: ({ room }) => room && void copyRoomLink(room.id),
  },
  {
    name: "leave",
    group: "room",
    when: inRoom,
    run: ({ room }, { ask }) => room && ask({ what: "leave", room: room.id, name: room.name }),
  },
  { name: "account", group: "you", when: always, run: (_, { goTo }) => goTo("/account") },
  {
    name: "preferences",
    group: "you",
    keys: ["mod+,"],
    when: always,
    run: (_, { goTo }) => goTo("/settings"),
  },
  { name: "theme", group: "you", when: always, run: (_, { goTo }) => goTo("/settings") },
  { name: "language", group: "you", when: always, run: (_, { goTo }) => goTo("/settings") },
  {
    name: "help",
    group: "you",
    keys: ["mod+/", "?"],
    when: always,
    run: (_, { ask }) => ask("help"),
  },
  { name: "signOut", group: "you", when: always, run: (_, { ask }) => ask("signOut") },
];

function going(
  name: "nextRoom" | "previousRoom" | "nextUnread" | "previousUnread",
  keys: Keys,
  step: 1 | -1,
  isUnreadOnly: boolean,
): Command {
  const target = (here: Here) => roomBeside(here, step, isUnreadOnly);
  return {
    name,
    group: "going",
    keys: [keys],
    isForKeysOnly: true,
    when: (here) => target(here) !== null,
    run: (here, { goTo }) => {
      const room = target(here);
      if (room !== null) goTo(roomPath(room));
    },
  };
}

/** The room below or above the current one in the sidebar, once around; from elsewhere the first or the last. */
export function roomBeside(
  { room, rooms }: Here,
  step: 1 | -1,
  isUnreadOnly: boolean,
): RoomId | null {
  const at = rooms.findIndex(({ id }) => id === room?.id);
  const from = at === -1 && step === -1 ? rooms.length : at;
  for (let i = 1; i <= rooms.length; i += 1) {
    const next = rooms[(from + i * step + rooms.length * 2) % rooms.length];
    const isWanted = next && next.id !== room?.id && (next.isUnread || !isUnreadOnly);
    if (isWanted) return next.id;
  }
  return null;
}
