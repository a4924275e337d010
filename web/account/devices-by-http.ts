import * as v from "valibot";
import type { Answer } from "../answer.ts";
import { askApi } from "../api.ts";

const Device = v.object({
  id: v.string(),
  device: v.string(),
  /** Roughly where it signed in; null when nobody can tell. */
  place: v.nullable(v.string()),
  createdAt: v.number(),
  lastUsedAt: v.number(),
  isThis: v.boolean(),
});
/** A place where one is signed in. Times in ms since epoch. */
export type Device = v.InferOutput<typeof Device>;

/** This one first, then by when they were used last. */
export async function listDevices(): Promise<Answer<Device[]>> {
  const answer = await askApi("GET", "/api/devices", v.object({ devices: v.array(Device) }));
  if (!answer.ok) return answer;
  const byThis = (a: Device, b: Device) => Number(b.isThis) - Number(a.isThis);
  return { ok: true, value: answer.value.devices.toSorted(byThis) };
}

/** One of them by its id, or all but this one. */
export function signOutThere(which: string): Promise<Answer<unknown>> {
  return askApi("DELETE", `/api/devices/${encodeURIComponent(which)}`, v.unknown());
}
