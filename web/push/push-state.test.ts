import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakePush, type FakePush } from "./fake-push.test-kit.ts";

let fake: FakePush;
beforeEach(() => {
  fake = fakePush("de");
});

const now = () => fake.push.store.getState();

describe("at a start", () => {
  it.each(["unsupported", "needs_home_screen"] as const)(
    "a browser that cannot says why: %s",
    async (ability) => {
      fake.ability = ability;
      await fake.push.start("ann");
      expect(now()).toEqual({ at: ability, wrong: null });
      expect(fake.did).toEqual([]);
    },
  );

  it("is off until somebody turns it on, and nobody is asked", async () => {
    await fake.push.start("ann");
    expect(now().at).toBe("off");
    expect(fake.did).toEqual([]);
  });

  it("what was turned on is told to the server again", async () => {
    Object.assign(fake, { permission: "granted", has: "old", wisher: "ann" });
    await fake.push.start("ann");
    expect(now()).toEqual({ at: "on", wrong: null });
    expect(fake.did).toEqual(["server: old in de"]);
  });

  it("what the browser has lost is made anew", async () => {
    Object.assign(fake, { permission: "granted", has: null, wisher: "ann" });
    await fake.push.start("ann");
    expect(now().at).toBe("on");
    expect(fake.did).toEqual(["browser: made-1 by key-1", "server: made-1 in de"]);
  });

  it("a subscription by a key that the community no longer has is made anew", async () => {
    Object.assign(fake, { permission: "granted", has: "old", wisher: "ann", key: "key-2" });
    await fake.push.start("ann");
    expect(now().at).toBe("on");
    expect(fake.did).toEqual([
      "browser: end old",
      "browser: made-1 by key-2",
      "server: made-1 in de",
    ]);
  });

  it("without a network it stays as it was", async () => {
    Object.assign(fake, { permission: "granted", has: "old", wisher: "ann", isOnline: false });
    await fake.push.start("ann");
    expect(now()).toEqual({ at: "on", wrong: null });
    expect(fake.has).toBe("old");
  });

  it("without a network and a subscription, what comes is shown by the page", async () => {
    Object.assign(fake, { permission: "granted", wisher: "ann", isOnline: false });
    await fake.push.start("ann");
    expect(now()).toEqual({ at: "no_push", wrong: null });
  });

  it("what somebody else has turned on here is ended: their messages are not this one's", async () => {
    Object.assign(fake, { permission: "granted", has: "bobs", wisher: "bob" });
    await fake.push.start("ann");
    expect(now().at).toBe("off");
    expect(fake.did).toEqual(["browser: end bobs"]);
  });

  it("a community that sends none says so", async () => {
    Object.assign(fake, { permission: "granted", has: "old", wisher: "ann", key: null });
    await fake.push.start("ann");
    expect(now().at).toBe("no_service");
  });
});

describe("turning it on", () => {
  beforeEach(() => fake.push.start("ann"));

  it("asks the person before anything else, and then tells the server", async () => {
    await fake.push.turnOn();
    expect(now()).toEqual({ at: "on", wrong: null });
    expect(fake.did).toEqual([
      "ask the person",
      "browser: made-1 by key-1",
      "server: made-1 in de",
    ]);
    expect(fake.wisher).toBe("ann");
  });

  it("takes a no", async () => {
    fake.answers = "denied";
    await fake.push.turnOn();
    expect(now().at).toBe("denied");
    expect(fake.did).toEqual(["ask the person"]);
  });

  it("may be asked again when the question was put away", async () => {
    fake.answers = "default";
    await fake.push.turnOn();
    expect(now().at).toBe("off");
    fake.answers = "granted";
    await fake.push.turnOn();
    expect(now().at).toBe("on");
  });

  it.each([
    ["where the browser's maker has no service that answers", { canSubscribe: false }, "no_push"],
    ["where the community sends none", { key: null }, "no_service"],
  ] as const)("holds for open pages %s", async (_, changes, at) => {
    Object.assign(fake, changes);
    await fake.push.turnOn();
    expect(now()).toEqual({ at, wrong: null });
    expect(fake.wisher).toBe("ann");
    await fake.push.start("ann");
    expect(now().at).toBe(at);
    expect(await fake.push.test()).toBe(true);
    expect(fake.did.at(-1)).toBe("show: Es klappt");
    await fake.push.turnOff();
    expect([now().at, fake.wisher]).toEqual(["off", null]);
  });

  it("leaves nothing half done when the server cannot be told", async () => {
    const told = vi.spyOn(fake, "isOnline", "get");
    // The key still comes, and then the line is down.
    told.mockReturnValueOnce(true).mockReturnValue(false);
    await fake.push.turnOn();
    expect(now()).toMatchObject({ at: "off", wrong: { says: expect.stringContaining("server") } });
    expect(fake.did.at(-1)).toBe("browser: end made-1");
    expect(fake.wisher).toBeNull();
  });
});

describe("turning it off", () => {
  beforeEach(async () => {
    await fake.push.start("ann");
    await fake.push.turnOn();
    fake.did = [];
  });

  it("ends it in the browser and on the server, also for the next start", async () => {
    await fake.push.turnOff();
    expect(fake.did).toEqual(["browser: end made-1", "server: forget made-1"]);
    await fake.push.start("ann");
    expect(now().at).toBe("off");
  });

  it("needs no server: nobody can send to what the browser has ended", async () => {
    fake.isOnline = false;
    await fake.push.turnOff();
    expect(now()).toEqual({ at: "off", wrong: null });
    expect(fake.has).toBeNull();
  });
});

describe("later", () => {
  beforeEach(async () => {
    await fake.push.start("ann");
    await fake.push.turnOn();
  });

  it("what is taken back or allowed in the browser's own settings counts at once", async () => {
    fake.changePermission("denied");
    await vi.waitFor(() => expect(now().at).toBe("denied"));
    fake.changePermission("granted");
    await vi.waitFor(() => expect(now().at).toBe("on"));
  });

  it("a test that could not be sent says why", async () => {
    expect(await fake.push.test()).toBe(true);
    fake.isOnline = false;
    expect(await fake.push.test()).toBe(false);
    expect(now()).toMatchObject({ at: "on", wrong: { says: expect.stringContaining("server") } });
  });

  it.each([
    ["made anew", null],
    ["told to the server", "made-1"],
  ])("what was turned off while the server was slow is not %s", async (_, has) => {
    const slow = later();
    Object.assign(fake, { has, did: [], asked: 0, slowness: slow.promise });
    const starting = fake.push.start("ann");
    await vi.waitFor(() => expect(fake.asked).toBe(1));
    await fake.push.turnOff();
    const did = [...fake.did];
    slow.resolve();
    await starting;
    expect(now().at).toBe("off");
    expect(fake).toMatchObject({ has: null, wisher: null, did });
  });

  it("what was turned off while a start had not begun to look stays off", async () => {
    await Promise.all([fake.push.start("ann"), fake.push.turnOff()]);
    expect(now().at).toBe("off");
    expect(fake.wisher).toBeNull();
  });

  it("what somebody turns on anew is not undone by a start that finds out late that there was none", async () => {
    const slow = later();
    Object.assign(fake, { asked: 0, slowness: slow.promise });
    const starting = fake.push.start("ann");
    await vi.waitFor(() => expect(fake.asked).toBe(1));
    fake.slowness = Promise.resolve();
    await fake.push.turnOn();
    fake.key = null;
    slow.resolve();
    await starting;
    expect(now().at).toBe("on");
  });
});

function later() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}

it("what another tab turns on or off holds in this one too, which may be the one that shows it", async () => {
  Object.assign(fake, { permission: "granted", key: null });
  await fake.push.start("ann");
  expect(now().at).toBe("off");
  fake.wishElsewhere("ann");
  await vi.waitFor(() => expect(now().at).toBe("no_service"));
  fake.wishElsewhere(null);
  await vi.waitFor(() => expect(now().at).toBe("off"));
});
