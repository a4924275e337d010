/** `npm run import -- irc FILE… --room NAME`: brings history along from elsewhere. Doing it again adds nothing. */
import { dataFolder } from "./data-folder.ts";
import { readImportArguments } from "./importing/arguments.ts";
import { importReport } from "./importing/import-report.ts";
import { readIrcHistory } from "./importing/irc-history.ts";
import { openOperatorDoor, requireServer } from "./importing/operator-door.ts";
import { sendHistory } from "./importing/send-history.ts";
import { findSecrets } from "./secrets.ts";
import { tell, Trouble } from "./trouble.ts";

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
  const data = dataFolder();
  const secrets = await findSecrets(data.secrets);
  if (!secrets) {
    throw new Trouble(
      `There are no secrets in ${data.root}: name the server's data folder with PARLEY_DATA, because only its operator may import.`,
    );
  }
  const door = await openOperatorDoor(url, secrets);
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
