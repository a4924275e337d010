/** Where the process that runs this server says that it is about to end it (scripts/miniflare.ts). For strangers nothing is there. */
export const SEND_AWAY_PATH = "/internal/send-away";

/** Where an object is asked who sits there, below the address that means nothing (internal/door.ts). */
export const GOING_PATH = "/going";
