import type * as Party from "partykit/server";
import type { Doc } from "yjs";
import { onConnect, unstable_getYDoc } from "y-partykit";
import type { Engine, Line, NewEngine } from "../notes/ports.ts";

/** It keeps documents in a map of the module's, which all objects of the process share: each life of a note has a name of its own there. */
const nameOfALife = () => `notes/${crypto.randomUUID()}`;

/** Nothing is kept by it: its own saving is not finished when others hear of a change. */
const OPTIONS = { gc: true };

type Heard = { data: Uint8Array };
type Listeners = { message?: (heard: Heard) => void; close?: () => void };
type SpokenLine = { connection: Party.Connection; listeners: Listeners };

/**
 * y-partykit speaks to a note's lines rather than to the sockets of an object, because the note looks at every frame before it, and stores
 * every change before it is heard of.
 */
export const yjsOnPartyKit: NewEngine = async (load) => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the name is all that it looks at
  const room = { id: nameOfALife() } as Party.Room;
  const document = await unstable_getYDoc(room, { ...OPTIONS });
  // It forgets after half a minute who does not repeat where they are, and would go on looking for ever; here the end of a line says so.
  // oxlint-disable-next-line no-underscore-dangle -- the library names it so
  clearInterval(document.awareness._checkInterval);
  await load(document);
  return engineOver(room, document);
};

function engineOver(room: Party.Room, document: SharedDocument): Engine {
  const lines = new Map<string, SpokenLine>();
  return {
    document,
    awareness: document.awareness,
    join: async (line) => {
      const spoken = asSpoken(line);
      lines.set(line.id, spoken);
      await onConnect(spoken.connection, room, { ...OPTIONS });
    },
    receive: ({ id }, data) => lines.get(id)?.listeners.message?.({ data }),
    leave: ({ id }) => {
      const spoken = lines.get(id);
      lines.delete(id);
      if (!spoken) return;
      // Which editor is whose the note knows, and has told already.
      document.conns.get(spoken.connection)?.clear();
      spoken.listeners.close?.();
    },
  };
}

type SharedDocument = Doc & Awaited<ReturnType<typeof unstable_getYDoc>>;

/** The part of a connection that the library uses. */
function asSpoken(line: Line): SpokenLine {
  const listeners: Listeners = {};
  const connection = {
    id: line.id,
    send: (frame: Uint8Array) => line.send(frame),
    close: () => undefined,
    addEventListener: (event: keyof Listeners, listener: () => void) => {
      listeners[event] = listener;
    },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return { connection: connection as unknown as Party.Connection, listeners };
}
