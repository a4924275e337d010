import { PROTOCOL_VERSION } from "#protocol/version.ts";

/** How to talk to one of the servers that are measured: what a bench client has to say, and where events keep their number. */
export type Dialect = {
  /** The first words on an open socket, after which it hears what is said. */
  hello: string;
  /** What answers this small frame, when it has to be answered. */
  reply(frame: string): string | null;
  post(id: string, body: string): string;
  /** The events in a frame, oldest first. */
  events(frame: string): Heard[];
};

/** The fields that both servers send for each message. */
export type Heard = { id: string; body: string; by: string; name: string; at: number; seq: number };

const MARK = /^\[\{"t":"mark","n":(\d+)\}\]$/;

export const PARLEY: Dialect = {
  hello: hello(0, null),
  reply: (frame) => {
    const n = MARK.exec(frame)?.[1];
    return n === undefined ? null : `{"t":"mark","n":${n}}`;
  },
  post: (id, body) => JSON.stringify({ t: "command", command: { type: "message.post", id, body } }),
  events: (frame) => {
    const messages: { t: string; events?: Heard[] }[] = JSON.parse(frame);
    return messages.flatMap(({ t, events }) => (t === "events" && events ? events : []));
  },
};

/** A first word that names how far its speaker has come. */
export function hello(cursor: number, epoch: string | null): string {
  return JSON.stringify({ t: "hello", version: PROTOCOL_VERSION, epoch, cursor });
}

const EVENT = '42["message",';

/** Socket.IO over a WebSocket, without its client: Engine.IO 4 and Socket.IO 5 as they are on the wire. */
export const SOCKET_IO: Dialect = {
  hello: "40",
  reply: (frame) => (frame === "2" ? "3" : null),
  post: (id, body) => `420["post",{"id":"${id}","body":"${body}"}]`,
  events: (frame) => {
    if (!frame.startsWith(EVENT)) return [];
    const [, heard]: [string, Heard] = JSON.parse(frame.slice(2));
    return [heard];
  },
};

export type Server = { dialect: "parley" | "socket.io"; url: string };

export function dialectOf({ dialect }: Server): Dialect {
  return dialect === "parley" ? PARLEY : SOCKET_IO;
}
