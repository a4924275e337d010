import { describe, expect, test } from "vitest";
import { Trouble } from "../trouble.ts";
import { readArchiveArguments } from "./arguments.ts";

describe("npm run archive", () => {
  test("takes what to do, rooms by name or id, and an address", () => {
    const args = ["restore", "The kitchen", "--up-to-the-hole", "--url", "http://host:1/x"];
    expect(readArchiveArguments(args)).toEqual({
      what: "restore",
      rooms: ["The kitchen"],
      url: "http://host:1",
      newEpoch: false,
      epoch: undefined,
      upToTheHole: true,
    });
  });

  test.each([
    [[], "say what to do first"],
    [["repair"], "say what to do first"],
    [["restore"], "name the room that was lost"],
    [["refill", "--new-epoch"], "name the room that gets a new epoch"],
    [["status", "a", "--new-epoch"], "--new-epoch belongs to refill"],
    [["refill", "a", "--up-to-the-hole"], "belong to restore"],
    [["status", "--url", "nowhere"], "nowhere is no address"],
    [["status", "--other"], "Unknown option"],
  ])("explains what is wrong with %j", (args, why) => {
    expect(() => readArchiveArguments(args)).toThrow(Trouble);
    expect(() => readArchiveArguments(args)).toThrow(why);
    expect(() => readArchiveArguments(args)).toThrow("npm run archive -- status");
  });
});
