import { Tally } from "#party/meter/tally.ts";
import { newEpoch } from "#protocol/epoch.ts";
import type { RoomId } from "#protocol/ids.ts";
import { ROOM_LIMITS } from "#protocol/limits.ts";
import type { Archive, Inboxes, World } from "#party/room/ports.ts";
import { Room } from "#party/room/room.ts";
import type { TicketClaims } from "#party/rooms.ts";
import type { RoomLife } from "./room-life.ts";
import { overGate, SimHost, type Hooks, type HostParts } from "./sim-host.ts";

type RoomParts = Omit<HostParts<Room>, "wake"> & {
  archive: Archive;
  inboxes: Inboxes;
  /** What a ticket says, or null when it is none. */
  checkTicket: (ticket: string) => TicketClaims | null;
};

/** The machine that one room runs on. */
export function roomHost(id: RoomId, parts: RoomParts): SimHost<Room> {
  return new SimHost({
    ...parts,
    wake: (life, hooks, peers) => Room.wake(worldOf(life, hooks, parts), id, ROOM_LIMITS, peers),
  });
}

function worldOf(life: RoomLife, hooks: Hooks, parts: RoomParts): World {
  const { clock, chance, archive, inboxes, checkTicket } = parts;
  return {
    ...hooks,
    storage: life.storage,
    clock: { now: clock.now, after: (ms, run) => life.after(ms, run) },
    archive: {
      store: (...batch) => overGate(life, () => archive.store(...batch)),
      erase: (...page) => overGate(life, () => archive.erase(...page)),
      lives: (room) => overGate(life, () => archive.lives(room)),
      read: (...page) => overGate(life, () => archive.read(...page)),
    },
    inboxes: { deliver: (...round) => overGate(life, () => inboxes.deliver(...round)) },
    // It has stories of its own (test/simulation/notes).
    note: { gone: () => Promise.resolve({ ok: true, value: null }) },
    tickets: { check: (ticket) => Promise.resolve(checkTicket(ticket)) },
    counts: new Tally(),
    mayWakeAllAt: () => 0,
    turned: () => undefined,
    log: () => undefined,
    newEpoch: (after) => newEpoch(clock.now(), chance.bytes(10), after),
  };
}
