import type { Locator, Page } from "playwright-core";

/** What a view needs to know of the community that is drawn. */
export type Place = { room: string; empty: string; invite: string };

/** One thing to look at: how one comes there, ending with what shows that it stands. */
export type View = {
  name: string;
  come: (page: Page, place: Place) => Promise<unknown>;
  /** What undoes it where the next view would not by itself. */
  leave?: (page: Page) => Promise<unknown>;
};

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole("heading", { name }).first().waitFor();
const at = (path: string, name: string | RegExp) => async (page: Page) => {
  await page.goto(path);
  await heading(page, name);
};
/** A page is there when what it lists is. */
const listed = (path: string) => async (page: Page) => {
  await page.goto(path);
  await page.getByRole("main").getByRole("listitem").first().waitFor();
};
const inRoom = async (page: Page, room: string) => {
  await page.goto(`/rooms/${room}`);
  await page.getByRole("textbox", { name: /^Message / }).waitFor();
  await page.getByRole("log").getByRole("article").first().waitFor();
};

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

/** On a phone a panel is a step of the history, and is there again when its page is. */
async function elsewhere(page: Page): Promise<void> {
  await page.goto("/");
}

/** Where they are not a page of their own, the rooms are there too. */
async function besideRooms(page: Page): Promise<void> {
  if ((page.viewportSize()?.width ?? 0) >= 1024)
    await page.getByRole("navigation").first().waitFor();
}

async function newRoom(page: Page): Promise<void> {
  await page.goto("/rooms");
  await page.getByRole("button", { name: "New room" }).first().click();
  await page.getByRole("dialog").waitFor();
}

async function openMessageMenu(page: Page, room: string, choice: string): Promise<void> {
  await inRoom(page, room);
  // One's own: the last word is Bob's.
  await openMenu(
    page,
    page
      .getByRole("log")
      .getByRole("article", { name: /^Ann: / })
      .last(),
  );
  await page.getByRole("menuitem", { name: choice }).click();
}

/** What can be done with a message comes a moment after the conversation; a key that was too early is pressed again. */
async function openMenu(page: Page, row: Locator): Promise<void> {
  await row.focus();
  const menu = page.getByRole("menu").first();
  while (!(await menu.isVisible())) {
    await page.keyboard.press("Shift+F10");
    await menu.waitFor({ timeout: 1_000 }).catch(() => undefined);
  }
}
