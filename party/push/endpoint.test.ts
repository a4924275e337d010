import { expect, test } from "vitest";
import { objectionToEndpoint } from "./endpoint.ts";

const ORIGINS = ["https://chat.example.net", "http://localhost:1999"];
const judge = (endpoint: string, PUSH_LOOPBACK: "allowed" | "" = "") =>
  objectionToEndpoint(endpoint, { ORIGINS, PUSH_LOOPBACK });

test.each([
  "https://fcm.googleapis.com/fcm/send/abc:def",
  "https://fcm.googleapis.com:443/fcm/send/abc",
  "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
  "https://web.push.apple.com/QGk",
  "https://wns2-par02p.notify.windows.com/w/?token=BQYAAA%3d",
  "https://push.someone.example.com/up/abc",
  // Somebody's own, whose name only begins or ends like one of ours.
  "https://chat.example.net.evil.com/x",
  "https://mychat.example.net/x",
  "https://my-localhost.com/x",
])("a push service may be at %s", (endpoint) => {
  expect(judge(endpoint)).toBeNull();
});

test.each([
  ["", "no_address"],
  ["push.example.com/x", "no_address"],
  ["https://", "no_address"],
  ["https://1.2.3.4.5/", "no_address"],
  ["https://256.256.256.256/", "no_address"],
  ["http://push.example.com/x", "not_https"],
  ["ftp://push.example.com/x", "not_https"],
  ["file:///etc/passwd", "not_https"],
  ["data:text/plain,x", "not_https"],
  ["wss://push.example.com/", "not_https"],
  ["https://me@push.example.com/", "credentials"],
  ["https://me:secret@push.example.com/", "credentials"],
  ["https://push.example.com@127.0.0.1/", "credentials"],
  ["https://push.example.com:8443/", "port"],
  ["https://push.example.com:22/", "port"],
  ["https://127.0.0.1/", "not_public"],
  ["https://127.1/", "not_public"],
  ["https://0x7f000001/", "not_public"],
  ["https://2130706433/", "not_public"],
  ["https://0177.0.0.1/", "not_public"],
  ["https://①②⑦.⓪.⓪.①/", "not_public"],
  ["https://8.8.8.8/", "not_public"],
  ["https://169.254.169.254/latest/meta-data/", "not_public"],
  ["https://127.0.0.1./", "not_public"],
  ["https://[::1]/", "not_public"],
  ["https://[::ffff:127.0.0.1]/", "not_public"],
  ["https://[fd00:ec2::254]/", "not_public"],
  ["https://[2606:4700::1111]/", "not_public"],
  ["https://localhost/", "not_public"],
  ["https://LOCALHOST./", "not_public"],
  ["https://a.localhost/", "not_public"],
  ["https://metadata/", "not_public"],
  ["https://metadata.google.internal/", "not_public"],
  ["https://metadata.google.internal./", "not_public"],
  ["https://printer.local/", "not_public"],
  ["https://nas.home.arpa/", "not_public"],
  ["https://router.lan/", "not_public"],
  ["https://1.0.0.127.in-addr.arpa/", "not_public"],
  ["https://chat.example.net/api/session", "own"],
  ["https://CHAT.example.net./api/session", "own"],
  ["https://rooms.chat.example.net/", "own"],
])("nothing is posted to %s: %s", (endpoint, why) => {
  expect(judge(endpoint)).toBe(why);
});

test("a push service of this machine is spoken to where that is allowed, and nobody else by that", () => {
  expect(judge("http://127.0.0.1:4000/push/1", "allowed")).toBeNull();
  expect(judge("http://localhost:4000/push/1", "allowed")).toBeNull();
  expect(judge("http://127.0.0.1:4000/push/1")).toBe("not_https");
  expect(judge("http://10.0.0.1:4000/push/1", "allowed")).toBe("not_https");
  expect(judge("http://localhost.evil.com/push/1", "allowed")).toBe("not_https");
  expect(judge("https://127.0.0.1/push/1", "allowed")).toBe("not_public");
});
