import { expect, test } from "vitest";
import { clientHeaders, headersFile } from "./client-headers.ts";

test("every file has the page's headers, and those named by their content are kept for a year", () => {
  const [all = "", hashed = "", worker = ""] = headersFile().split(
    /\n\/(?:assets\/\*|service-worker\.js)\n/,
  );
  expect(all.split("\n")[0]).toBe("/*");
  const names = [...all.matchAll(/^ {2}([\w-]+): \S/gm)].map(([, name]) => name);
  expect(new Set(names)).toEqual(
    new Set([
      "Content-Security-Policy",
      "Cross-Origin-Opener-Policy",
      "Cross-Origin-Resource-Policy",
      "Permissions-Policy",
      "Referrer-Policy",
      "Strict-Transport-Security",
      "X-Content-Type-Options",
    ]),
  );
  expect(hashed).toBe("  Cache-Control: public, max-age=31536000, immutable\n");
  // Or a browser would go on with an old version for as long as it likes.
  expect(worker).toBe("  Cache-Control: no-cache\n");
});

test("no line is longer than the edge reads", () => {
  for (const line of headersFile().split("\n")) expect(line.length).toBeLessThan(2_000);
});

test("a server for development gets none of it", () => {
  expect(clientHeaders().apply).toBe("build");
});
