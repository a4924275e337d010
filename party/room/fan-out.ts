import { CLOSE } from "#protocol/close-codes.ts";
import type { DownMessage } from "#protocol/down.ts";
import { MAX_EVENTS_BYTES_PER_FRAME, MAX_EVENTS_PER_FRAME } from "#protocol/limits.ts";
import type { Written } from "./event-rows.ts";
import type { Peer } from "../object/ports.ts";
import { SharedFrame } from "../object/shared-frame.ts";
import { dismiss, isExpired } from "../object/standing.ts";

/**
 * What one beat has to say, in as few frames as it takes, because the number of sends is what a busy room pays for. What does not
 * fit into one frame goes ahead in frames of its own; signals ride with the last.
 */
export function framesOf(
  written: readonly Written[],
  signals: readonly DownMessage[],
): SharedFrame[] {
  const pages = eventPages(written.map(({ text }) => text));
  const last = pages.splice(-1);
  const parts = [...last, ...signals.map((signal) => JSON.stringify(signal))];
  const lists = [...pages, ...(parts.length > 0 ? [parts.join(",")] : [])];
  return lists.map((list) => new SharedFrame(`[${list}]`));
}

/** Every reader gets the same frames; whose session is over hears nothing more. */
export function show(frames: readonly SharedFrame[], readers: readonly Peer[], now: number): void {
  for (const peer of readers) {
    if (isExpired(peer, now)) dismiss(peer, CLOSE.session, "session over");
    else for (const frame of frames) peer.send(frame);
  }
}

export function tell(peer: Peer, messages: readonly DownMessage[]): void {
  peer.send(JSON.stringify(messages));
}

/** `events` messages, each within what one frame may hold, from events as text. */
export function eventPages(texts: readonly string[]): string[] {
  const pages: string[] = [];
  let page: string[] = [];
  let size = 0;
  const close = () => {
    if (page.length > 0) pages.push(`{"t":"events","events":[${page.join(",")}]}`);
    page = [];
    size = 0;
  };
  for (const text of texts) {
    const isFull =
      page.length >= MAX_EVENTS_PER_FRAME || size + text.length > MAX_EVENTS_BYTES_PER_FRAME;
    if (isFull) close();
    page.push(text);
    size += text.length;
  }
  close();
  return pages;
}
