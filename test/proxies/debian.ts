import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Trouble } from "../../scripts/trouble.ts";

const TOOLS = fileURLToPath(new URL("../../.data/tools", import.meta.url));
const FOLDERS = ["usr/sbin", "usr/bin"];

/**
 * A program of a Debian package of that name: the one of this machine, or one of our own. The package is unpacked and not installed, which
 * needs no rights and starts no service that would take its ports.
 * @throws Trouble when there is none to be had.
 */
export function programOf(name: string): string {
  const found = find(name) ?? unpack(name);
  if (found) return found;
  throw new Trouble(
    `There is no ${name} to test with: install it with your system's packages, as in "apt-get install ${name}".`,
  );
}

function find(name: string): string | null {
  const folders = [
    ...(process.env["PATH"] ?? "").split(path.delimiter),
    ...FOLDERS.flatMap((folder) => [`/${folder}`, path.join(TOOLS, name, folder)]),
  ];
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file)) ?? null;
}

function unpack(name: string): string | null {
  const place = path.join(TOOLS, name);
  mkdirSync(place, { recursive: true });
  const run = (command: string, args: string[]) =>
    execFileSync(command, args, { cwd: place, stdio: "ignore" });
  try {
    try {
      run("apt-get", ["download", name]);
    } catch {
      // A machine that is new has no lists of packages yet.
      run("apt-get", ["update"]);
      run("apt-get", ["download", name]);
    }
    const archive = readdirSync(place).find((file) => file.endsWith(".deb"));
    if (archive) run("dpkg-deb", ["-x", archive, "."]);
  } catch {
    // No Debian, or it reaches no packages: the sentence says what to do.
    return null;
  }
  return find(name);
}
