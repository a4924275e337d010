import { fileURLToPath } from "node:url";

/** What the build tells about its modules. */
type Modules = {
  getModuleInfo: (
    id: string,
  ) => { importedIds: readonly string[]; importers: readonly string[] } | null;
};

const web = (module: string) => fileURLToPath(new URL(`../web/${module}`, import.meta.url));
const ROOM = web("inside.tsx");
const DOOR = web("welcome/front-door.tsx");
/** What comes by itself after the first screen of a room: a file each, asked for in this order. */
const AFTERWARDS = {
  /** What reads marked-up texts. */
  marks: ["markup/rich-text.tsx"],
  rooms: [
    "sidebar/sidebar.tsx",
    "sidebar/person-menu.tsx",
    "activity/unseen-count.tsx",
    "drafts/drafts-link.tsx",
  ],
  /** What stands in and beside the talk. */
  beside: [
    "composer/aids.tsx",
    "messages/message-actions.tsx",
    "messages/message-parts.tsx",
    "room/room-beside.tsx",
    "room/room-more.tsx",
    "room/room-people.tsx",
    "room/room-ways.tsx",
    "room/signals-here.ts",
    "room/typing-line.tsx",
    "timeline/list-floats.tsx",
    "receipts/read-receipts.tsx",
  ],
  inbox: ["inbox/begin-inbox.ts", "inbox/inbox-home.ts"],
  /** What is behind a button or a key, and what nobody sees. */
  pressed: [
    "palette/finder.tsx",
    "help/help-sheet.tsx",
    "room/leave-dialog.tsx",
    "account/sign-out-dialog.tsx",
    "invites/invite-dialog.tsx",
    "directory/new-room-dialog.tsx",
    "emoji/emoji-popover.tsx",
    "messages/delete-dialog.tsx",
    "receipts/readers-dialog.tsx",
    "presence/availability-dialog.tsx",
    "sidebar/room-menu.tsx",
    "offline/keep-rooms-warm.ts",
    "updates/watch-updates.ts",
    "push/follow-notifications.ts",
  ],
} as const;
type Afterwards = keyof typeof AFTERWARDS;
const AFTERWARDS_FILES: readonly Afterwards[] = ["marks", "rooms", "beside", "inbox", "pressed"];

type Screens = {
  room: ReadonlySet<string>;
  door: ReadonlySet<string>;
  /** What the door has in common with pages that come later: forms, dialogs, questions to the API. */
  common: ReadonlySet<string>;
  later: Readonly<Record<Afterwards, ReadonlySet<string>>>;
};
let screens: Screens | null = null;

/**
 * Names the file for what the first screen of a room cannot do without. What is also needed later would else be a small file of its
 * own each time: in a dozen of them it packs worse, and each is a request.
 */
export function fileOfRoom(id: string, modules: Modules): string | null {
  const { room, door } = screensIn(modules);
  return room.has(id) && !door.has(id) && id !== ROOM ? "room" : null;
}

/** The same for what the front door needs too. It comes first, or it would go with the room. */
export function fileOfBoth(id: string, modules: Modules): string | null {
  const { room, door } = screensIn(modules);
  return room.has(id) && door.has(id) ? "both" : null;
}

/** And for the rest of the door: one file that is its own, and one that pages inside ask for too. */
export function fileOfDoor(id: string, modules: Modules): string | null {
  const { room, door, common } = screensIn(modules);
  if (!door.has(id) || room.has(id) || id === DOOR) return null;
  return common.has(id) ? "common" : "door";
}

/**
 * What is not the first screen and comes soon after it, in few files: each is a request, and as many small ones as there are parts keep a
 * slow phone busy with asking. A file takes what it needs and no other has taken.
 */
export const LATER = AFTERWARDS_FILES.map((name) => ({
  name: (id: string, modules: Modules): string | null => {
    const { room, door, later } = screensIn(modules);
    return later[name].has(id) && !room.has(id) && !door.has(id) ? name : null;
  },
}));

function screensIn(modules: Modules): Screens {
  if (screens) return screens;
  const door = needs(DOOR, modules);
  const common = new Set<string>();
  for (const id of door) {
    const importers = id === DOOR ? [] : (modules.getModuleInfo(id)?.importers ?? []);
    if (importers.some((importer) => !door.has(importer))) needs(id, modules, common);
  }
  const needsOf = (parts: readonly string[]) =>
    new Set(parts.flatMap((part) => [...needs(web(part), modules)]));
  const later = {
    marks: needsOf(AFTERWARDS.marks),
    rooms: needsOf(AFTERWARDS.rooms),
    beside: needsOf(AFTERWARDS.beside),
    inbox: needsOf(AFTERWARDS.inbox),
    pressed: needsOf(AFTERWARDS.pressed),
  };
  screens = { room: needs(ROOM, modules), door, common, later };
  return screens;
}

/** A module and all that it imports before it runs. */
function needs(id: string, modules: Modules, seen = new Set<string>()): Set<string> {
  if (seen.has(id)) return seen;
  seen.add(id);
  for (const imported of modules.getModuleInfo(id)?.importedIds ?? [])
    needs(imported, modules, seen);
  return seen;
}
