import { MAX_FRAME_BYTES } from "#protocol/limits.ts";
import { CLOSE } from "#protocol/close-codes.ts";
import { bad, ok, type Check } from "./check.ts";

/** With it, twenty sockets can fill a server's memory; servers for development talk their clients into it all the same. */
export const compression: Check = {
  name: "sockets without compression",
  async look({ person, room }) {
    const socket = await person.connect(room);
    const { extensions } = socket;
    await socket.close();
    return extensions === "" ? ok("it was offered, and not taken") : bad(`agreed to ${extensions}`);
  },
};

/** The platform itself stops at 32 MiB only. */
export const frameSize: Check = {
  name: "the largest frame",
  async look({ person, room }) {
    const socket = await person.enter(room);
    socket.say("x".repeat(MAX_FRAME_BYTES + 1));
    const { code } = await socket.untilClosed();
    const said = `one byte more than ${MAX_FRAME_BYTES / 1_024} KiB ends the line with ${code}`;
    return code === CLOSE.frameTooLarge ? ok(said) : bad(said);
  },
};
