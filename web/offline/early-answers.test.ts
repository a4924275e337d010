import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Question } from "../http.ts";
import { earlyAnswer } from "./early-answers.ts";
import { watchedFetch } from "./reach.ts";

const { signal } = new AbortController();
const asked = (token: string): Question => ({
  method: "POST",
  headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
  body: '{"room":"tea"}',
  signal,
});
const QUESTION = 'POST /api/tickets {"room":"tea"} one';
const early = (answer: Promise<Response>, until = Infinity) => {
  globalThis.parleyEarly = new Map([[QUESTION, { answer, until }]]);
};
const text = async (answer: Promise<Response> | null) => (await answer)?.text();

beforeEach(() => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("late")));
});
afterEach(() => {
  globalThis.parleyEarly = undefined;
  vi.unstubAllGlobals();
});

test("what was asked early is answered once", async () => {
  early(Promise.resolve(new Response("early")));
  expect(await text(watchedFetch("/api/tickets", asked("one")))).toBe("early");
  expect(await text(watchedFetch("/api/tickets", asked("one")))).toBe("late");
});

test("nobody gets an answer that was meant for somebody else", () => {
  early(Promise.resolve(new Response("early")));
  expect(earlyAnswer("/api/tickets", asked("other"))).toBeNull();
  expect(earlyAnswer("/api/people", asked("one"))).toBeNull();
});

test("an answer that is too old is not given", () => {
  early(Promise.resolve(new Response("early")), 0);
  expect(earlyAnswer("/api/tickets", asked("one"))).toBeNull();
});

test("what failed early is asked again", async () => {
  const failed = Promise.reject(new TypeError("offline"));
  early(failed);
  expect(await text(watchedFetch("/api/tickets", asked("one")))).toBe("late");
});

test("where nothing was asked early, everything is asked", async () => {
  expect(await text(watchedFetch("/api/tickets", asked("one")))).toBe("late");
});
