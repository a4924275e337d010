import { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";

/**
 * Who else is in a document, without a clock of its own: that would wake the server every 15 seconds, and take whoever does nothing for
 * gone. Who is here the server knows by their lines.
 */
export function quietAwareness(doc: Y.Doc): Awareness {
  const awareness = new Awareness(doc);
  // oxlint-disable-next-line no-underscore-dangle -- There is no other way to it.
  clearInterval(awareness._checkInterval);
  return awareness;
}
