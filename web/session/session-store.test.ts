import * as v from "valibot";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { PersonId } from "#protocol/ids.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import { FakeBrowser } from "../tabs.test-kit.ts";
import { REFRESH_AHEAD_MS } from "./access-token.ts";
import { FakeAccounts, settle, TOKEN_LIFE_MS } from "./fake-accounts.test-kit.ts";
import type { Remembered } from "./session-answers.ts";
import { createSession } from "./session-store.ts";
import type { Session, SignedInPerson } from "./session-state.ts";

const [ann, bob] = (["Ann", "Bob"] as const).map((name): SignedInPerson => ({
  id: v.parse(PersonId, name),
  name,
  role: "member",
}));

let clock: HandClock;
let browser: FakeBrowser;
let server: FakeAccounts;
let remembered: Remembered | null;
let forgotten: string[];

beforeEach(() => {
  clock = new HandClock();
  browser = new FakeBrowser();
  server = new FakeAccounts(clock, present(ann));
  remembered = null;
  forgotten = [];
});

describe("starting", () => {
  it("knows a community that does not exist yet", async () => {
    server.community = null;
    expect(await stateOf(openTab())).toEqual({ at: "signed_out", community: null });
  });

  it("is signed out without a cookie, and asks nothing further", async () => {
    expect(await stateOf(openTab())).toEqual({ at: "signed_out", community: "Tea Club" });
    expect(server.refreshes).toBe(0);
  });

  it("comes back with the cookie, also where this browser remembers nothing", async () => {
    server.cookie = ann;
    expect(await stateOf(openTab())).toMatchObject({ at: "signed_in", person: ann });
  });

  it("opens offline with whom it remembers, and without a token", async () => {
    remembered = { person: present(ann), community: "Tea Club" };
    server.isUp = false;
    const tab = openTab();
    expect(tab.store.getState()).toMatchObject({ at: "signed_in", person: ann });
    expect(await tab.accessToken()).toMatchObject({ ok: false, code: "offline" });
    expect(tab.store.getState().at).toBe("signed_in");
  });

  it("asks again when nobody answered and nothing is remembered", async () => {
    server.isUp = false;
    const tab = openTab();
    await settle();
    expect(tab.store.getState().at).toBe("unknown");
    server.isUp = true;
    clock.advance(1_000);
    expect(await stateOf(tab)).toMatchObject({ at: "signed_out" });
  });
});

describe("signing in and out", () => {
  it("is followed by the other tabs", async () => {
    const [one, two] = [openTab(), openTab()];
    await Promise.all([stateOf(one), stateOf(two)]);
    server.cookie = null;
    expect(
      await one.enter("/api/session", { email: "ann@example.org", password: "correct" }),
    ).toMatchObject({
      ok: true,
    });
    await vi.waitFor(() => expect(two.store.getState().at).toBe("signed_in"));
    await one.signOut();
    await vi.waitFor(() => expect(two.store.getState().at).toBe("signed_out"));
    expect(forgotten).toEqual(["Ann"]);
    expect(remembered).toBeNull();
  });

  it("answers a wrong password with a sentence and stays signed out", async () => {
    const tab = openTab();
    await stateOf(tab);
    const answer = await tab.enter("/api/session", { email: "ann@example.org", password: "wrong" });
    expect(answer).toMatchObject({ ok: false, code: "sign_in_failed" });
    expect(tab.store.getState().at).toBe("signed_out");
  });

  it("does not claim to have signed out while the server cannot hear it", async () => {
    server.cookie = ann;
    const tab = openTab();
    await stateOf(tab);
    server.isUp = false;
    expect(await tab.signOut()).toMatchObject({ ok: false, code: "offline" });
    expect(tab.store.getState().at).toBe("signed_in");
    expect(forgotten).toEqual([]);
  });

  it("becomes another person in every tab when one tab changes", async () => {
    server.cookie = ann;
    const [one, two] = [openTab(), openTab()];
    await Promise.all([stateOf(one), stateOf(two)]);
    server.cookie = bob;
    clock.advance(TOKEN_LIFE_MS);
    await one.accessToken();
    await vi.waitFor(() => expect(two.store.getState()).toMatchObject({ person: bob }));
  });
});

describe("a refresh that is still under way in another tab", () => {
  it("does not sign anybody in again who signs out meanwhile", async () => {
    server.cookie = ann;
    const [one, two] = [openTab(), openTab()];
    await Promise.all([stateOf(one), stateOf(two)]);
    const tell = holdTelling();
    const refreshing = two.refresh(await tokenOf(two));
    await settleAll();
    const leaving = one.signOut();
    await settleAll();
    tell();
    await Promise.all([refreshing, leaving]);
    await settleAll();
    expect([one, two].map((tab) => tab.store.getState().at)).toEqual(["signed_out", "signed_out"]);
    expect(remembered).toBeNull();
  });

  it("does not sign anybody out who signs in meanwhile, when it finds the session before over", async () => {
    remembered = { person: present(ann), community: "Tea Club" };
    const tell = holdTelling();
    const two = openTab();
    await settleAll();
    remembered = null;
    const one = openTab();
    await settleAll();
    const entering = one.enter("/api/session", { email: "ann@example.org", password: "correct" });
    await settleAll();
    tell();
    await entering;
    await settleAll();
    expect([one, two].map((tab) => tab.store.getState().at)).toEqual(["signed_in", "signed_in"]);
  });
});

/** Long enough for every tab and the server to do what they do without a timer. */
async function settleAll() {
  for (let turn = 0; turn < 5; turn += 1) await settle();
}

function holdTelling(): () => void {
  let tell = () => {};
  server.telling = new Promise((resolve) => {
    tell = resolve;
  });
  return tell;
}

describe("the time to edit", () => {
  it("comes with each token to every tab, and is known offline at the next visit", async () => {
    server.cookie = ann;
    const [one, two] = [openTab(), openTab()];
    await Promise.all([stateOf(one), stateOf(two)]);
    server.cookie = { ...present(ann), editWindowMs: 300_000 };
    await one.refresh(await tokenOf(one));
    for (const tab of [one, two])
      await vi.waitFor(() =>
        expect(tab.store.getState()).toMatchObject({ person: { editWindowMs: 300_000 } }),
      );
    server.isUp = false;
    expect(openTab().store.getState()).toMatchObject({ person: { editWindowMs: 300_000 } });
    server.isUp = true;
    server.cookie = ann;
    await one.refresh(await tokenOf(one));
    await vi.waitFor(() =>
      expect(two.store.getState()).not.toHaveProperty("person.editWindowMs", 300_000),
    );
  });
});

describe("the access token", () => {
  it("is renewed ahead of its end, and not before", async () => {
    server.cookie = ann;
    const tab = openTab();
    await stateOf(tab);
    clock.advance(TOKEN_LIFE_MS - REFRESH_AHEAD_MS - 1);
    expect(await tokenOf(tab)).toBe("token 1");
    clock.advance(1);
    expect(await tokenOf(tab)).toBe("token 2");
  });

  it("is renewed once for all tabs that want it", async () => {
    server.cookie = ann;
    const tabs = [openTab(), openTab(), openTab()];
    await Promise.all(tabs.map(stateOf));
    await settle();
    const before = server.refreshes;
    clock.advance(TOKEN_LIFE_MS);
    const tokens = await Promise.all([...tabs, ...tabs].map(tokenOf));
    expect(new Set(tokens).size).toBe(1);
    expect(server.refreshes).toBe(before + 1);
    expect(server.atOnce).toBe(1);
  });

  it("keeps being used while it is good and the next one cannot be had", async () => {
    server.cookie = ann;
    const tab = openTab();
    await stateOf(tab);
    server.isUp = false;
    clock.advance(TOKEN_LIFE_MS - 10_000);
    expect(await tokenOf(tab)).toBe("token 1");
    clock.advance(10_000);
    expect(await tab.accessToken()).toMatchObject({ ok: false, code: "offline" });
    expect(tab.store.getState().at).toBe("signed_in");
  });

  it("that the server refuses is replaced, and one that is newer already is not", async () => {
    server.cookie = ann;
    const tab = openTab();
    await stateOf(tab);
    const spent = await tokenOf(tab);
    expect(await tab.refresh(spent)).toMatchObject({ value: { accessToken: "token 2" } });
    expect(await tab.refresh(spent)).toMatchObject({ value: { accessToken: "token 2" } });
  });

  it("ends the session in all tabs when the server says that it is over", async () => {
    server.cookie = ann;
    const [one, two] = [openTab(), openTab()];
    await Promise.all([stateOf(one), stateOf(two)]);
    server.cookie = null;
    expect(await one.refresh(await tokenOf(one))).toMatchObject({ code: "session_expired" });
    expect(one.store.getState()).toEqual({ at: "signed_out", community: "Tea Club" });
    await vi.waitFor(() => expect(two.store.getState().at).toBe("signed_out"));
    // Their unsent messages wait on the disk for the next sign-in.
    expect(forgotten).toEqual([]);
  });

  it("brings a new name of the community to every tab with the next token", async () => {
    server.cookie = ann;
    const [one, two] = [openTab(), openTab()];
    await Promise.all([stateOf(one), stateOf(two)]);
    server.community = "Coffee Club";
    const token = await one.accessToken();
    await one.refresh(token.ok ? token.value.accessToken : null);
    for (const tab of [one, two])
      await vi.waitFor(() =>
        expect(tab.store.getState()).toMatchObject({ community: "Coffee Club", person: ann }),
      );
    expect(remembered).toMatchObject({ community: "Coffee Club" });
  });
});

function openTab(): Session {
  return createSession({
    clock,
    random: () => 0.5,
    async ask(method, path, schema, body) {
      const answer = await server.answer(method, path, body);
      return answer.ok ? { ok: true, value: v.parse(schema, answer.value) } : answer;
    },
    memory: {
      recall: () => remembered,
      keep: (kept) => {
        remembered = kept;
      },
    },
    holdLock: browser.holdLock,
    openChannel: browser.openChannel,
    onWake: () => () => undefined,
    forget: (person) => {
      forgotten.push(person.name);
      return Promise.resolve();
    },
  });
}

function stateOf(tab: Session) {
  return vi.waitFor(() => {
    const state = tab.store.getState();
    if (state.at === "unknown") throw new RangeError("not known yet");
    return state;
  });
}

async function tokenOf(tab: Session): Promise<string | null> {
  const token = await tab.accessToken();
  return token.ok ? token.value.accessToken : null;
}

function present(person: SignedInPerson | undefined): SignedInPerson {
  if (!person) throw new RangeError("a person is needed");
  return person;
}
