import { writeFile } from "node:fs/promises";
import path from "node:path";
import { programOf } from "./debian.ts";
import { exampleOf, type Recipe } from "./proxy.ts";

/** docs/self-hosting/Caddyfile, with a certificate that is there already. */
export const caddy: Recipe = async ({ dir, certificate, port, plainPort, serverPort }) => {
  const file = await exampleOf("Caddyfile", [
    [
      "\n{\n\tservers {",
      `\n{\n\tadmin off\n\tskip_install_trust\n\tdefault_bind 127.0.0.1\n\thttp_port ${plainPort}\n\thttps_port ${port}\n\tservers {`,
    ],
    ["\nchat.example.org {", `\nhttps://localhost {\n\ttls ${certificate.file} ${certificate.key}`],
    ["127.0.0.1:1999", `127.0.0.1:${serverPort}`],
  ]);
  await writeFile(path.join(dir, "Caddyfile"), file);
  return {
    command: programOf("caddy"),
    args: ["run", "--config", "Caddyfile", "--adapter", "caddyfile"],
    env: { XDG_DATA_HOME: path.join(dir, "data"), XDG_CONFIG_HOME: path.join(dir, "config") },
  };
};
