import type { Notes } from "#party/notes/notes.ts";
import type { Rooms } from "#party/rooms.ts";

/** Notes as the API knows them: nothing is written in them, and the room says who may read that. */
export function fakeNotes(rooms: () => Rooms): Notes & { asked: string[] } {
  const asked: string[] = [];
  const done = { ok: true, value: null } as const;
  return {
    asked,
    state: async (room, by) => {
      const access = await rooms().note(room, by);
      return access.ok ? { ok: true, value: new Uint8Array() } : access;
    },
    write: async (room, by) => {
      const access = await rooms().note(room, by);
      return access.ok ? done : access;
    },
    listen: async (room, by) => {
      const access = await rooms().note(room, by);
      return access.ok ? { ok: true, value: new Uint8Array() } : access;
    },
    versions: async (room, by) => {
      const access = await rooms().note(room, by);
      return access.ok ? { ok: true, value: { versions: [], authors: [], origins: [] } } : access;
    },
    version: async (room, by) => {
      const access = await rooms().note(room, by);
      return access.ok ? { ok: true, value: new Uint8Array() } : access;
    },
    hold: async (room, by) => {
      const access = await rooms().note(room, by);
      return access.ok ? { ok: true, value: { id: "1" } } : access;
    },
    gone: () => Promise.resolve(done),
    roleIs: (room, person, role) => {
      asked.push(`${room}: ${person} is ${role}`);
      return Promise.resolve(done);
    },
  };
}
