import { tellOfADay, tellOfNoDay } from "./a-day.ts";
import { NOTES } from "./note-views.ts";
import {
  at,
  besideRooms,
  elsewhere,
  inRoom,
  listed,
  newRoom,
  openMenu,
  openMessageMenu,
} from "./steps.ts";
import type { View } from "./view.ts";

/** Before anyone is there, and for whoever is not signed in. */
export const CREATE: View = { name: "create", come: at("/", /./) };
export const OUTSIDE: readonly View[] = [
  { name: "sign-in", come: at("/", /./) },
  { name: "join", come: async (page, { invite }) => at(invite, /./)(page) },
  {
    name: "join-dead-link",
    come: async (page) => {
      // From the page of another invite it would be the same page, and its heading there already.
      await page.goto("/reset");
      await at("/join#i.nothing", /does not work/)(page);
    },
  },
  { name: "reset", come: at("/reset", /./) },
  { name: "mailed-link", come: at("/link#l.nothing", /./) },
  { name: "unsubscribe", come: at("/unsubscribe#nothing", /No more mail/) },
];

export const INSIDE: readonly View[] = [
  {
    name: "rooms",
    come: async (page) => {
      await page.goto("/");
      await page.getByRole("navigation").first().waitFor();
    },
  },
  { name: "room", come: async (page, { room }) => inRoom(page, room) },
  {
    name: "people-panel",
    come: async (page, { room }) => {
      await inRoom(page, room);
      const button = page.getByRole("button", { name: /^People, \d+ here/ });
      await button.waitFor();
      if ((await button.getAttribute("aria-expanded")) !== "true") await button.click();
      await page.getByRole("complementary", { name: "People" }).waitFor();
    },
    leave: elsewhere,
  },
  {
    name: "thread",
    come: async (page, { room }) => {
      await inRoom(page, room);
      await page
        .getByRole("log")
        .getByRole("button", { name: /2 replies/ })
        .click();
      await page
        .getByRole("complementary", { name: /^Thread in/ })
        .getByText("I keep a list")
        .waitFor();
    },
    leave: elsewhere,
  },
  ...NOTES,
  { name: "threads", come: listed("/threads") },
  { name: "activity", come: listed("/activity") },
  {
    name: "editing",
    come: async (page, { room }) => {
      await openMessageMenu(page, room, "Edit");
      await page.getByText("Editing a message").waitFor();
    },
    leave: async (page) => page.keyboard.press("Escape"),
  },
  {
    name: "room-menu",
    come: async (page, { room }) => {
      await inRoom(page, room);
      await page.getByRole("button", { name: "More about this room" }).click();
      await page.getByRole("menu").waitFor();
    },
  },
  {
    name: "message-menu",
    come: async (page, { room }) => {
      await inRoom(page, room);
      await openMenu(page, page.getByRole("log").getByRole("article").last());
    },
  },
  {
    name: "person-card",
    come: async (page, { room }) => {
      await inRoom(page, room);
      const name = page.getByRole("log").getByRole("button", { name: "Bob", exact: true }).last();
      // By key: what is drawn above may still move a name away from under a mouse.
      await name.focus();
      await page.keyboard.press("Enter");
      await page.locator(":popover-open, dialog[open]").first().waitFor();
    },
  },
  { name: "room-empty", come: async (page, { empty }) => inRoom(page, empty) },
  {
    name: "room-not-there",
    come: async (page) => {
      await at("/rooms/00000000-0000-4000-8000-000000000000", "There is no such room")(page);
      await besideRooms(page);
    },
  },
  {
    name: "palette",
    come: async (page, { room }) => {
      await inRoom(page, room);
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").waitFor();
      await page.keyboard.type("th");
      await page.getByRole("option").first().waitFor();
    },
  },
  {
    name: "help",
    come: async (page, { room }) => {
      await inRoom(page, room);
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").waitFor();
      await page.keyboard.type("shortcuts");
      await page.getByRole("option", { name: /shortcuts/ }).waitFor();
      await page.keyboard.press("Enter");
      await page.getByRole("dialog", { name: /shortcuts/ }).waitFor();
    },
  },
  {
    name: "pins",
    come: async (page, { room }) => {
      await inRoom(page, room);
      await page.getByRole("button", { name: /pinned/ }).click();
      await page.getByRole("complementary", { name: /pin/i }).getByText("notes").waitFor();
    },
    leave: elsewhere,
  },
  {
    name: "forward",
    come: async (page, { room }) => {
      await inRoom(page, room);
      await openMenu(page, page.getByRole("log").getByRole("article").last());
      await page.getByRole("menuitem", { name: "Forward" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "emoji",
    come: async (page, { room }) => {
      await openMessageMenu(page, room, "Add a reaction");
      await page.getByRole("grid").first().waitFor();
    },
  },
  {
    name: "delete-message",
    come: async (page, { room }) => {
      await openMessageMenu(page, room, "Delete");
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "leave",
    come: async (page, { room }) => {
      await inRoom(page, room);
      await page.getByRole("button", { name: "More about this room" }).click();
      await page.getByRole("menuitem", { name: /^Leave/ }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "invite",
    come: async (page) => {
      await page.goto("/");
      await page.getByRole("button", { name: "Invite people" }).first().click();
      await page.getByRole("button", { name: "Create invite link" }).click();
      await page.getByLabel("Invite link").waitFor();
      await page.getByRole("dialog").getByRole("img").waitFor();
    },
  },
  {
    name: "ask-in",
    come: async (page, { empty }) => {
      await inRoom(page, empty);
      await page.getByRole("button", { name: "More about this room" }).click();
      await page.getByRole("menuitem", { name: /^Invite/ }).click();
      await page.getByRole("dialog").getByRole("checkbox").first().waitFor();
    },
  },
  {
    name: "drafts",
    come: async (page, { empty }) => {
      await inRoom(page, empty);
      await page.getByRole("textbox", { name: /^Message / }).fill("Before I forget: the key is");
      await page.goto("/drafts");
      await page.getByRole("listitem").filter({ hasText: "Before I forget" }).first().waitFor();
    },
    leave: async (page) => {
      await page
        .getByRole("button", { name: /^Discard/ })
        .first()
        .click();
    },
  },
  { name: "saved", come: listed("/saved") },
  { name: "settings", come: at("/settings", "Settings") },
  {
    name: "settings-notices",
    come: async (page) => {
      await page.goto("/settings");
      const what = page.getByRole("heading", { name: "Notifications" });
      await what.evaluate((heading) => heading.scrollIntoView({ block: "start" }));
    },
  },
  {
    name: "availability",
    come: async (page) => {
      await page.goto("/");
      await page
        .getByRole("button", { name: /your menu$/ })
        .first()
        .click();
      await page.getByRole("menuitem", { name: "Availability" }).click();
      await page.getByRole("radio", { name: "Do not disturb" }).check();
      await page.getByRole("checkbox", { name: /certain hours/ }).check();
      await page.getByRole("checkbox", { name: "Monday" }).waitFor();
    },
    leave: async (page) => {
      await page.getByRole("checkbox", { name: /certain hours/ }).uncheck();
      await page.getByRole("radio", { name: "Automatic" }).check();
    },
  },
  {
    name: "account",
    come: async (page) => {
      await page.goto("/account");
      await page.getByRole("button", { name: "Save profile" }).waitFor();
      await page.getByRole("list", { name: "Devices" }).getByRole("listitem").first().waitFor();
    },
  },
  { name: "people", come: listed("/people") },
  { name: "invites", come: listed("/people/invites") },
  { name: "community", come: at("/people/settings", "Name") },
  { name: "figures", come: at("/people/figures", /^Everything is well|look$/) },
  {
    name: "figures-of-a-day",
    come: async (page) => {
      await tellOfADay(page);
      await at("/people/figures", "Messages and commands")(page);
    },
    leave: tellOfNoDay,
  },
  { name: "directory", come: listed("/rooms") },
  { name: "new-room", come: newRoom },
  { name: "nowhere", come: at("/nowhere/at/all", /nothing/i) },
  {
    name: "part-failed",
    come: async (page) => {
      await page.route("**/directory-page*", (route) => route.abort());
      await page.goto("/rooms");
      await page.getByRole("alert").waitFor();
      await besideRooms(page);
    },
    leave: async (page) => page.unroute("**/directory-page*"),
  },
];

/** Last, for it does not come back from there. Sockets are not cut by what browsers call offline, requests are. */
export const OFFLINE: View = {
  name: "room-offline",
  come: async (page, { room }) => {
    await page.routeWebSocket(/./, (socket) => socket.close());
    await inRoom(page, room);
    await page.context().setOffline(true);
    await page
      .getByText(/No connection/)
      .first()
      .waitFor();
  },
};
