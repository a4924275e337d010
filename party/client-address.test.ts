import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clientAddress } from "./client-address.ts";

describe("an address", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7"],
    ["203.0.113.7:51234", "203.0.113.7"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["[2001:db8::1]:51234", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ])("written as %s counts as %s", (header, counted) => {
    expect(clientAddress(header)).toBe(counted);
  });
});

describe("one network of 64 bits", () => {
  test.each([
    "2001:db8:1:2::",
    "2001:db8:1:2::1",
    "2001:DB8:1:2:3:4:5:6",
    "2001:0db8:0001:0002:ffff:ffff:ffff:ffff",
    "2001:db8:1:2::192.0.2.9",
  ])("is the same one, whichever of its addresses comes: %s", (address) => {
    expect(clientAddress(address)).toBe("2001:db8:1:2::/64");
  });

  test("is not its neighbour", () => {
    expect(clientAddress("2001:db8:1:3::1")).toBe("2001:db8:1:3::/64");
  });
});

describe("an IPv4 address in another dress", () => {
  test.each([
    "::ffff:203.0.113.7",
    "::FFFF:cb00:7107",
    "0:0:0:0:0:ffff:cb00:7107",
    "64:ff9b::203.0.113.7",
  ])("is itself: %s", (address) => {
    expect(clientAddress(address)).toBe("203.0.113.7");
  });
});

describe("a trusted proxy's header", () => {
  test("is believed in its last word, which is the proxy's own", () => {
    expect(clientAddress("198.51.100.1, 203.0.113.7")).toBe("203.0.113.7");
    expect(clientAddress("anything at all,203.0.113.7 ")).toBe("203.0.113.7");
  });

  test.each([
    "",
    "203.0.113.7,",
    "unknown",
    "localhost",
    "203.0.113",
    "203.0.113.256",
    "203.0.113.07",
    "0xcb.0.113.7",
    "3405803783",
    "203.0.113.7.8",
    "203.0.113.-7",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1::2::3",
    "1:2:3:4:5:6:7::8:9",
    "12345::",
    "g::1",
    ":1",
    "1:",
    ":::",
    "::1.2.3",
    "1.2.3.4::",
    "<script>",
  ])("that is no address (%j) counts for nothing", (header) => {
    expect(clientAddress(header)).toBeNull();
  });
});

test("every address has one spelling, however it is written", () => {
  const group = fc.integer({ min: 0, max: 0xffff });
  fc.assert(
    fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
      const short = groups.map((each) => each.toString(16)).join(":");
      const long = groups.map((each) => each.toString(16).toUpperCase().padStart(4, "0")).join(":");
      // A URL writes addresses in the shortest way.
      const shortest = new URL(`http://[${short}]/`).hostname.slice(1, -1);
      expect(new Set([short, long, shortest].map(clientAddress)).size).toBe(1);
      expect(clientAddress(short)).not.toBeNull();
    }),
  );
});

test("nothing that anyone writes makes it throw, and whatever it gives is short", () => {
  const letter = fc.constantFrom(...Array.from("0123456789afx:::...%[], é"));
  fc.assert(
    fc.property(fc.array(letter, { maxLength: 50 }), (letters) => {
      expect((clientAddress(letters.join("")) ?? "").length).toBeLessThan(30);
    }),
  );
});
