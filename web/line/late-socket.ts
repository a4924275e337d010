import { ABNORMAL, type OpenSocket, type LineSocket } from "./line.ts";

/**
 * Lines over a socket whose code is still on its way: what this browser holds is shown without it. An attempt waits for the
 * code; one whose code cannot be loaded ends like one whose line could not be had, and the next attempt asks for it again.
 */
export function lateSocket<Where>(load: () => Promise<OpenSocket<Where>>): OpenSocket<Where> {
  let loading: Promise<OpenSocket<Where>> | null = null;
  const openSocket = () => {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
  // Its failure is nobody's yet: whoever connects hears of it.
  openSocket().catch(() => undefined);

  return (where, ticket, events) => {
    let socket: LineSocket | null = null;
    /** The attempt that waits for the code; a later one, or closing, makes it void. */
    let attempt = 0;
    let isWaiting = false;
    async function connect(mine: number) {
      try {
        const open = await openSocket();
        if (mine !== attempt) return;
        socket ??= open(where, ticket, events);
        isWaiting = false;
        socket.connect();
      } catch {
        if (mine === attempt) lost();
      }
    }
    function lost() {
      isWaiting = false;
      events.lost(ABNORMAL);
    }
    return {
      connect() {
        if (socket) return socket.connect();
        attempt += 1;
        isWaiting = true;
        void connect(attempt);
      },
      send: (frame) => socket?.send(frame) ?? false,
      close() {
        attempt += 1;
        if (socket) socket.close();
        else if (isWaiting) lost();
      },
    };
  };
}
