import { describe, expect, test } from "vitest";
import { FILE_HEADERS, isOverTls, PAGE_POLICY, secure } from "./answer-headers.ts";

const ORIGINS = ["http://localhost:1999", "https://chat.example.org"];

function secured(told: Record<string, string> = {}, overTls = false): Record<string, string> {
  const headers = new Headers(told);
  secure(headers, overTls);
  return Object.fromEntries(headers);
}

describe("an answer of the Worker", () => {
  test("may not be kept, guessed about, framed, opened beside or run", () => {
    expect(secured()).toEqual({
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
  });

  test("may be kept when its route says so", () => {
    expect(secured({ "Cache-Control": "public, max-age=600" })).toMatchObject({
      "cache-control": "public, max-age=600",
    });
  });

  test("asks for TLS from then on, over TLS only", () => {
    expect(secured({}, true)).toMatchObject({
      "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
    });
  });
});

test.each([
  ["https://anything.example/", true],
  ["http://localhost:1999/rooms", false],
  // A proxy has ended TLS and asks in the name that people use.
  ["http://chat.example.org/api/rooms", true],
  ["http://chat.example.org:8080/", false],
])("whether %s came over TLS: %s", (url, told) => {
  expect(isOverTls(url, ORIGINS)).toBe(told);
});

describe("a file of the client", () => {
  test("runs our own scripts and no text, and speaks to our own server only", () => {
    const policy = new Map(
      PAGE_POLICY.split("; ").map((rule) => {
        const [name = "", ...sources] = rule.split(" ");
        return [name, sources.join(" ")];
      }),
    );
    expect(policy.get("default-src")).toBe("'none'");
    for (const rule of ["script-src", "style-src", "connect-src"])
      expect(policy.get(rule)).toBe("'self'");
    expect(policy.get("require-trusted-types-for")).toBe("'script'");
    expect(policy.get("trusted-types")).toBe("service-worker pasted");
    expect(PAGE_POLICY).not.toMatch(/unsafe|\*|http|data:/);
  });

  test("cannot be framed, and never tells where its reader came from: the address may hold an invite", () => {
    expect(FILE_HEADERS["Content-Security-Policy"]).toMatch(/; frame-ancestors 'none'$/);
    expect(FILE_HEADERS["Referrer-Policy"]).toBe("no-referrer");
    expect(FILE_HEADERS["Permissions-Policy"]).toContain("camera=()");
  });
});
