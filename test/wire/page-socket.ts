import { WebSocket } from "ws";

/** partysocket takes the world's own WebSocket, and a server asks where a page comes from. */
export function comeAsPageOf(origin: string): void {
  const Page = class extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { origin });
    }
  };
  Object.assign(globalThis, { WebSocket: Page });
}
