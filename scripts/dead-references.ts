import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const LINK = /\]\((?!\w+:|#)([^)#\s]+)[^)]*\)/g;
const FILE = /`((?:protocol|party|web|db|test|bench|scripts|docs)\/[\w./-]+)`/g;
const COMMAND = /`npm run ([\w:-]+)[^`]*`/g;

const Manifest = v.object({ scripts: v.record(v.string(), v.string()) });

/** Every file and command that the documents name and that is not there, each as a sentence. */
export async function findDeadReferences(): Promise<string[]> {
  const manifest = await readFile(path.join(ROOT, "package.json"), "utf8");
  const { scripts } = v.parse(Manifest, JSON.parse(manifest));
  const isFile = (file: string) => existsSync(path.join(ROOT, file));
  const isCommand = (name: string) => Object.hasOwn(scripts, name);
  const found = await Promise.all(
    (await documents()).map(async (file) => {
      const text = await readFile(path.join(ROOT, file), "utf8");
      return deadReferences(file, text, { isFile, isCommand });
    }),
  );
  return found.flat();
}

/** Decision records are left out: they tell what was true when they were written. So is the one list that has a test of its own (asvs.test.ts). */
async function documents(): Promise<string[]> {
  const at = async (folder: string) =>
    (await readdir(path.join(ROOT, folder)))
      .filter((name) => name.endsWith(".md") && name !== "asvs.md")
      .map((name) => path.join(folder, name));
  const folders = [".", "docs", "bench"].filter((folder) => existsSync(path.join(ROOT, folder)));
  return (await Promise.all(folders.map(at))).flat();
}

type Known = { isFile: (file: string) => boolean; isCommand: (name: string) => boolean };

/** What a document names and the project does not have, each as a sentence. Links start from the document's folder. */
export function deadReferences(file: string, text: string, { isFile, isCommand }: Known): string[] {
  const linked = all(text, LINK).map((target) => path.join(path.dirname(file), target));
  const files = [...linked, ...all(text, FILE)].filter((named) => !isFile(named));
  const commands = all(text, COMMAND).filter((name) => !isCommand(name));
  return [
    ...files.map((named) => `${file} names ${named}, which is not there.`),
    ...commands.map((name) => `${file} names the command ${name}, which package.json has not.`),
  ];
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? "");
}
