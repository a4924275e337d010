import { createECDH, randomBytes } from "node:crypto";
import { bad, notHere, ok, type Check } from "./check.ts";

/** In each way in which the inside of a network can be named. */
const INSIDE = [
  "https://127.0.0.1/",
  "https://2130706433/",
  "https://[::1]/",
  "https://[::ffff:10.0.0.1]/",
  "https://169.254.169.254/latest/meta-data/",
  "https://metadata.google.internal/",
  "https://localhost/",
  "https://printer.local/",
  "http://example.org/",
];

/** The one place where people choose what the server speaks to: where their browsers take notifications. The runtime refuses such addresses on the edge; here only we do. */
export const privateAddresses: Check = {
  name: "no fetch into private networks",
  async look({ url, person }) {
    const { body } = await person.ask("GET", "/api/push-key");
    if (body["key"] === null) return notHere(`${new URL(url).host} sends no notifications`);
    const browser = createECDH("prime256v1");
    const keys = {
      p256dh: browser.generateKeys().toString("base64url"),
      auth: randomBytes(16).toString("base64url"),
    };
    const taken = [];
    for (const endpoint of [...INSIDE, `${url.replace("http:", "https:")}/`]) {
      const { status } = await person.ask("PUT", "/api/inbox/push", { endpoint, keys });
      if (status !== 422) taken.push(`${endpoint} (${status})`);
    }
    return taken.length === 0
      ? ok(`${INSIDE.length + 1} ways to name one were refused`)
      : bad(`would post to ${taken.join(", ")}`);
  },
};
