/** The same job on Socket.IO in its best shape: rooms in memory, no long-polling, no compression, no journal. */
import { Server } from "socket.io";

const ROOM = "concert hall";

const io = new Server({
  transports: ["websocket"],
  perMessageDeflate: false,
  serveClient: false,
  // Ten thousand sockets open at once here, and nobody may be cut off while they do.
  pingTimeout: 60_000,
});
let seq = 0;

io.on("connection", async (socket) => {
  await socket.join(ROOM);
  const name = `Guest ${socket.id}`;
  socket.on(
    "post",
    ({ id, body }: { id: string; body: string }, accepted: (seq: number) => void) => {
      seq += 1;
      io.to(ROOM).emit("message", { id, body, by: socket.id, name, at: Date.now(), seq });
      accepted(seq);
    },
  );
});

io.listen(Number(process.argv[2]));
process.send?.("listening");
process.on("disconnect", () => process.exit(0));
