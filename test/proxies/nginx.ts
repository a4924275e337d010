import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { programOf } from "./debian.ts";
import { exampleOf, type Recipe } from "./proxy.ts";

/** docs/self-hosting/nginx.conf in an nginx that has nothing else. */
export const nginx: Recipe = async ({ dir, certificate, port, plainPort, serverPort }) => {
  const site = await exampleOf("nginx.conf", [
    ["  listen [::]:80;\n", ""],
    ["  listen [::]:443 ssl http2;\n", ""],
    ["listen 80;", `listen 127.0.0.1:${plainPort};`],
    ["listen 443 ", `listen 127.0.0.1:${port} `],
    ["chat.example.org;", "localhost;"],
    ["/etc/letsencrypt/live/chat.example.org/fullchain.pem", certificate.file],
    ["/etc/letsencrypt/live/chat.example.org/privkey.pem", certificate.key],
    ["127.0.0.1:1999", `127.0.0.1:${serverPort}`],
    ["/var/log/nginx/error.log", "stderr"],
  ]);
  // What Debian's own nginx.conf has around it, as far as it concerns what is answered.
  const owner = process.getuid?.() === 0 ? "user root;" : "";
  const around = `${owner} daemon off; pid ${dir}/pid; error_log stderr crit; events { worker_connections 512; } http {
    gzip on;
    ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${dir}/tmp/${kind};`).join(" ")}
    ${site}
  }`;
  await mkdir(path.join(dir, "tmp"));
  await writeFile(path.join(dir, "nginx.conf"), around);
  return { command: programOf("nginx"), args: ["-p", dir, "-c", "nginx.conf", "-e", "stderr"] };
};
