import type { Activity, Watching } from "#protocol/inbox/presence.ts";

/** What is done at a device, and what it shows. */
export type DeviceSays = { is: Activity; watching: Watching | null };

/** The last that it said, and when (ms since epoch). It is kept with its socket, and outlives this object's sleep with it. */
export type DeviceStatus = DeviceSays & { at: number };
