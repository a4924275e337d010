import { expect, test } from "vitest";
import { endedCookie, readRefreshCookie, refreshCookie } from "./refresh-cookie.ts";

test("the cookie is out of reach of scripts and other sites, and on https bound to its host", () => {
  const times = { now: 1_000, expiresAt: 11_000 };
  expect(refreshCookie("abc", { isSecure: true, ...times })).toBe(
    "__Host-rt=abc; Max-Age=10; Path=/; HttpOnly; Secure; SameSite=Strict",
  );
  expect(refreshCookie("abc", { isSecure: false, ...times })).toBe(
    "rt=abc; Max-Age=10; Path=/; HttpOnly; SameSite=Strict",
  );
  expect(endedCookie(true)).toContain("__Host-rt=; ");
});

test("the cookie is found among others, and only under the name for this kind of address", () => {
  const header = "a=1; xrt=no; rt=plain; __Host-rt=secure; b=2";
  expect(readRefreshCookie(header, false)).toBe("plain");
  expect(readRefreshCookie(header, true)).toBe("secure");
  expect(readRefreshCookie("rt=plain", true)).toBeUndefined();
  expect(readRefreshCookie(undefined, false)).toBeUndefined();
});
