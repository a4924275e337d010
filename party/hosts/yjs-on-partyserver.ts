import type { Connection, Server } from "partyserver";
import type { Doc } from "yjs";
import { withYjs } from "y-partyserver";
import type { Engine, Line, NewEngine } from "../notes/ports.ts";

/** All that y-partyserver asks of the server that it is mixed into: whom it speaks to. */
class Lines {
  readonly lines = new Map<string, Connection>();

  getConnections(): Iterable<Connection> {
    return this.lines.values();
  }
}

/**
 * y-partyserver speaks to a note's lines rather than to the sockets of an object, because the note looks at every frame before it, and
 * stores every change before it is heard of. Its own saving, which comes seconds later and may fail unseen, is left out.
 */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is a server as far as the mixin goes
const Speaker = withYjs(Lines as unknown as new (...args: unknown[]) => Server & Lines);

class NoteSpeaker extends Speaker {
  readonly #load: (document: Doc) => Promise<void>;

  constructor(load: (document: Doc) => Promise<void>) {
    super();
    this.#load = load;
  }

  /** Before the mixin listens: nothing of it is told to anybody. */
  override async onLoad(): Promise<void> {
    await this.#load(this.document);
  }
}

export const yjsOnPartyServer: NewEngine = async (load) => {
  const speaker = new NoteSpeaker(load);
  await speaker.onStart();
  return engineOver(speaker);
};

function engineOver(speaker: NoteSpeaker): Engine {
  const connectionOf = ({ id }: Line) => {
    const connection = speaker.lines.get(id);
    if (!connection) throw new RangeError("a line that has not joined");
    return connection;
  };
  return {
    document: speaker.document,
    awareness: speaker.document.awareness,
    join: async (line) => {
      const connection = asConnection(line);
      speaker.lines.set(line.id, connection);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the mixin does not look at it
      await speaker.onConnect(connection, {} as never);
    },
    receive: (line, frame) => speaker.handleMessage(connectionOf(line), frame),
    leave: ({ id }) => void speaker.lines.delete(id),
  };
}

/** The part of a connection that the mixin uses. It has no memory: which editor is whose, the note knows. */
function asConnection(line: Line): Connection {
  const connection = {
    id: line.id,
    state: null,
    setState: () => null,
    send: (frame: Uint8Array) => line.send(frame),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return connection as unknown as Connection;
}
