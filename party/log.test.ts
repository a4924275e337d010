import { expect, test, vi } from "vitest";
import { log } from "./log.ts";
import { asNewRequest } from "./request-id.ts";

const UTC: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);

const UUID: unknown = expect.stringMatching(/^[\da-f-]{36}$/);

function lines(level: "log" | "error", write: () => void): unknown[] {
  const told = vi.spyOn(console, level).mockReturnValue();
  write();
  for (const [line] of told.mock.calls) expect(line).not.toMatch(/[\r\n]/);
  const written = told.mock.calls.map(([line]): unknown => JSON.parse(String(line)));
  told.mockRestore();
  return written;
}

test("a fact is one line of JSON", () => {
  expect(lines("log", () => log.fact("room.woke", { room: "garden", events: 3 }))).toEqual([
    { level: "info", event: "room.woke", at: UTC, room: "garden", events: 3 },
  ]);
});

test("what is told for a request says which", () => {
  const [told] = lines("log", () => asNewRequest(() => log.fact("room.woke")));
  expect(told).toEqual({ level: "info", event: "room.woke", at: UTC, request: UUID });
});

test("nobody writes lines of their own, or at length", () => {
  const facts = { room: 'x\n{"level":"error"}', id: "y".repeat(1_000) };
  expect(lines("log", () => log.fact("room.woke", facts))).toEqual([
    { level: "info", event: "room.woke", at: UTC, room: "x_level_:_error_", id: "y".repeat(100) },
  ]);
});

test("an error is told by its name and code, and those of its cause, but not by its words", () => {
  const cause = Object.assign(new RangeError("hunter2"), { code: "SQLITE_BUSY" });
  const error = new TypeError("password hunter2", { cause });
  const told = lines("error", () =>
    log.failure("api.internal", error, { route: "/api/rooms/:room" }),
  );
  expect(told).toEqual([
    {
      level: "error",
      event: "api.internal",
      at: UTC,
      route: "/api/rooms/:room",
      name: "TypeError",
      cause: "RangeError",
      causeCode: "SQLITE_BUSY",
    },
  ]);
  expect(lines("error", () => log.failure("api.internal", "hunter2"))).toMatchObject([
    { name: "string" },
  ]);
});
