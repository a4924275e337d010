import { expect, test, vi } from "vitest";
import { pushWishIn } from "./push-wish.ts";

test("who has turned it on is known at the next start", () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage;
  pushWishIn(() => storage).keep("ann");
  expect(pushWishIn(() => storage).who()).toBe("ann");
  pushWishIn(() => storage).keep(null);
  expect(pushWishIn(() => storage).who()).toBeNull();
});

test("a browser that keeps nothing does not break", () => {
  const wish = pushWishIn(() => {
    throw new DOMException("forbidden", "SecurityError");
  });
  wish.keep("ann");
  expect(wish.who()).toBeNull();
});

test("what another tab keeps is told, and nothing else", () => {
  const page = new EventTarget();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  let told = 0;
  pushWishIn(() => localStorage).onChange(() => (told += 1));
  for (const key of ["parley-push", "parley-sounds", null])
    page.dispatchEvent(Object.assign(new Event("storage"), { key }));
  expect(told).toBe(2);
  vi.unstubAllGlobals();
});
