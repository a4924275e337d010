/** `npm run import -- irc FILE… --room NAME`: brings history along from elsewhere. Doing it again adds nothing. */
import { dataFolder } from "./data-folder.ts";
import { useEnvFile } from "./env-file.mjs";
import { readImportArguments } from "./importing/arguments.ts";
import { importReport } from "./importing/import-report.ts";
import { readIrcHistory } from "./importing/irc-history.ts";
import { sendHistory } from "./importing/send-history.ts";
import { ownOperatorDoor, requireServer } from "./operator-door.ts";
import { tell } from "./trouble.ts";

useEnvFile();
try {
  await importHistory(process.argv.slice(2));
} catch (error) {
  console.error(tell(error));
  process.exitCode = 1;
}

async function importHistory(args: string[]): Promise<void> {
  const { files, room, url } = readImportArguments(args);
  const history = await readIrcHistory(files);
  await requireServer(url);
  const door = await ownOperatorDoor(url, dataFolder());
  const sent = await sendHistory(door, history.facts, {
    room,
    now: () => Date.now(),
    onProgress: showProgress,
  });
  console.log(importReport(history, room, sent).join("\n"));
}

function showProgress(sent: number, of: number): void {
  if (!process.stdout.isTTY) return;
  // One line, written over: 55,265 of them would hide the report.
  process.stdout.write(`\rSending ${sent.toLocaleString("en")} of ${of.toLocaleString("en")} …`);
  if (sent === of) process.stdout.write("\r\u001B[K");
}
