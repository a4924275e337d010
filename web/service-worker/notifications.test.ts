import { beforeEach, describe, expect, it, test } from "vitest";
import { pushed } from "../../test/pushed.ts";
import type { NotificationDeeds } from "./notification-deeds.ts";
import {
  Notifications,
  type Look,
  type OpenPage,
  type ShownNotification,
} from "./notifications.ts";

type Shown = { title: string; look: Look };

let shown: Map<string, Shown>;
let badge: number | null;
let deeds: unknown[];
let doGetThrough: boolean;
let pages: FakePage[];
let opened: string[];
let isRung: boolean;
let beingShown: Set<string>;

beforeEach(() => {
  beingShown = new Set();
  shown = new Map();
  badge = null;
  deeds = [];
  doGetThrough = true;
  pages = [];
  opened = [];
  isRung = false;
});

const done = (...what: unknown[]) => {
  deeds.push(what);
  return Promise.resolve(doGetThrough);
};
const fakeDeeds: NotificationDeeds = {
  markRead: (place) => done("read", place),
  reply: (place, text) => done("reply", place, text),
  moved: () => done("moved"),
};
const notifications = new Notifications({
  // As a browser does it: one of each tag, and gone where it is asked for what it shows before it does.
  show: async (title, look) => {
    const { tag = "" } = look;
    beingShown.add(tag);
    await Promise.resolve();
    if (beingShown.delete(tag)) shown.set(tag, { title, look });
  },
  shown: async (tag) => {
    beingShown.clear();
    return handedBack().filter((one) => one.tag === tag);
  },
  setBadge: async (count) => void (badge = count),
  pages: async () => pages,
  openPage: async (to) => void opened.push(to),
  isRungByPage: async () => isRung,
  deeds: fakeDeeds,
});

const message = pushed("Soup?");
const edited = pushed("Soup!");
edited.notification.silent = true;
const told = (what: unknown) => notifications.pushed(JSON.stringify(what));
const press = async (action = "", reply: string | null = null) => {
  const [notification] = handedBack();
  if (!notification) throw new Error("nothing is shown");
  await notifications.pressed({ notification, action, reply });
};
const onlyShown = () => {
  expect(shown.size).toBe(1);
  return [...shown.values()][0];
};

describe("what is pushed", () => {
  it("is shown while another is closed", async () => {
    await Promise.all([told(message), told({ kind: "close", tag: "garden/1" })]);
    expect(onlyShown()).toMatchObject({ title: "Ann in Kitchen" });
  });

  it("is shown, and counted on the icon", async () => {
    await told(message);
    expect(onlyShown()).toMatchObject({
      title: "Ann in Kitchen",
      look: {
        body: "Soup?",
        tag: "kitchen/7",
        silent: false,
        icon: "/icons/icon-192.png",
        data: { to: "/rooms/kitchen/7", place: { room: "kitchen", seq: 7 } },
      },
    });
    expect(badge).toBe(3);
  });

  it("takes the place of what was said before of the same message, without a sound", async () => {
    await told(message);
    await told(edited);
    expect(onlyShown()).toMatchObject({ look: { body: "Soup!", silent: true } });
  });

  it("makes no sound of its own where an open page does", async () => {
    isRung = true;
    await told(message);
    expect(onlyShown()).toMatchObject({ look: { body: "Soup?", silent: true } });
  });

  it("is shown in the same way where a page tells of it, which has rung already or could not", async () => {
    isRung = true;
    await notifications.show(message);
    expect(onlyShown()).toMatchObject({
      title: "Ann in Kitchen",
      look: { silent: false, data: { to: "/rooms/kitchen/7" } },
    });
  });

  it("closes what is over, shows nothing then, and leaves the rest", async () => {
    const other = pushed("Salad?");
    await told({ ...other, notification: { ...other.notification, tag: "kitchen/8" } });
    await told(message);
    await told({ kind: "close", tag: "kitchen/7", app_badge: 1 });
    expect([...shown.keys()]).toEqual(["kitchen/8"]);
    expect(badge).toBe(1);
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "<html>"],
    ["a kind of later versions", JSON.stringify({ kind: "call", web_push: 8030 })],
    ["half a message", JSON.stringify({ ...message, notification: { title: "Ann" } })],
  ])("is never nothing, or the browser would end the subscription: %s", async (_, text) => {
    await notifications.pushed(text);
    expect(onlyShown()).toMatchObject({ title: "Parley", look: { data: { to: "/" } } });
  });

  it("leads into this site, whatever it says of others", async () => {
    const navigate = "https://evil.example/rooms/kitchen?thread=7";
    await told({ ...message, notification: { ...message.notification, navigate } });
    expect(onlyShown()?.look.data.to).toBe("/rooms/kitchen?thread=7");
  });

  it.each(["https://evil.example//evil.example/x", "data:text/html,x"])(
    "leads nowhere by an address that is none of ours: %s",
    async (navigate) => {
      await told({ ...message, notification: { ...message.notification, navigate } });
      await press();
      expect(opened).toEqual(["/"]);
    },
  );
});

describe("a press", () => {
  beforeEach(() => told(message));

  it("opens the message where nothing is open, and the notification is gone", async () => {
    await press();
    expect(opened).toEqual(["/rooms/kitchen/7"]);
    expect(shown.size).toBe(0);
  });

  it("leads the page there that is open, rather than opening another", async () => {
    pages = [new FakePage(), new FakePage({ isVisible: true }), new FakePage()];
    await press();
    expect(pages.map(({ heard }) => heard)).toEqual([[], ["focus", "/rooms/kitchen/7"], []]);
    expect(opened).toEqual([]);
  });

  it("prefers the page that is looked at, and then whichever there is", async () => {
    pages = [new FakePage({ isVisible: true }), new FakePage({ isFocused: true, isVisible: true })];
    await press();
    expect(pages[1]?.heard).toContain("/rooms/kitchen/7");
    await told(message);
    pages = [new FakePage(), new FakePage()];
    await press();
    expect(pages[0]?.heard).toContain("/rooms/kitchen/7");
  });

  it("on one of another version opens the program", async () => {
    shown.set("old", { title: "Old", look: { icon: "", data: { to: "//evil.example" } } });
    shown.delete("kitchen/7");
    await press();
    expect(opened).toEqual(["/"]);
  });
});

describe("a deed in the notification", () => {
  beforeEach(() => told(message));
  const place = { room: "kitchen", seq: 7 };

  it("marks the message read, and opens nothing", async () => {
    await press("read");
    expect(deeds).toEqual([["read", place]]);
    expect(shown.size + opened.length).toBe(0);
  });

  it("sends what was written", async () => {
    await press("reply", " In five minutes ");
    expect(deeds).toEqual([["reply", place, "In five minutes"]]);
    expect(shown.size + opened.length).toBe(0);
  });

  it.each([null, "", "  "])(
    "without words (%j) leads to where they can be written",
    async (reply) => {
      await press("reply", reply);
      expect(deeds).toEqual([]);
      expect(opened).toEqual(["/rooms/kitchen/7"]);
    },
  );

  it("that did not get through is not lost: the words are shown, and why", async () => {
    doGetThrough = false;
    await press("reply", "In five minutes");
    expect(onlyShown()).toMatchObject({
      title: "Ann in Kitchen",
      look: { body: "Not sent\nIn five minutes", silent: true, tag: "kitchen/7" },
    });
    await press();
    expect(opened).toEqual(["/rooms/kitchen/7"]);
  });

  it("that did not mark it read puts it back, without a sound", async () => {
    doGetThrough = false;
    await press("read");
    expect(onlyShown()).toMatchObject({ look: { body: "Soup?", silent: true } });
  });
});

test("a test has nothing that could be marked or answered", async () => {
  await told({ ...message, kind: "test", notification: { ...message.notification, data: {} } });
  await press("read");
  expect(deeds).toEqual([]);
  expect(opened).toEqual(["/rooms/kitchen/7"]);
});

function handedBack(): ShownNotification[] {
  return [...shown].map(([tag, { title, look }]) => ({
    title,
    tag,
    body: look.body ?? "",
    data: structuredClone(look.data),
    close: () => void shown.delete(tag),
  }));
}

class FakePage implements OpenPage {
  readonly heard: string[] = [];
  readonly isFocused: boolean;
  readonly isVisible: boolean;

  constructor({ isFocused = false, isVisible = false } = {}) {
    this.isFocused = isFocused;
    this.isVisible = isVisible;
  }

  async focus() {
    this.heard.push("focus");
  }

  async goTo(to: string) {
    this.heard.push(to);
  }
}
