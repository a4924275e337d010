// First of all: it declares the order of the layers that every other style sheet names.
import "./styles/layers.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { bringSentences } from "./answer.ts";
import { App, loadFirstScreen } from "./app.tsx";
import { speak } from "./i18n/i18n.ts";
import { comeBackByItself } from "./offline/come-back.ts";
import { holdForFirstScreen, onceFirstScreenStands } from "./ui/first-screen.ts";
import { onceIdle } from "./ui/when-idle.ts";
import { workerAddress } from "./updates/worker-address.ts";

const place = document.querySelector("#app");
if (!place) throw new Error("index.html must hold an element with the id app");

holdForFirstScreen();
loadFirstScreen();
onceFirstScreenStands(() => void bringSentences());
comeBackByItself();

// Not awaited at the top: a page that others import in the middle of loading is packed in many small files.
void speak(document.documentElement).then(() =>
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);

// In development files change at every key, and none of them may be kept.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  onceIdle(() => void installWorker());
}

async function installWorker() {
  try {
    const [{ watchUpdates }, { followNotifications }] = await Promise.all([
      import("./updates/watch-updates.ts"),
      import("./push/follow-notifications.ts"),
    ]);
    followNotifications(navigator.serviceWorker);
    await watchUpdates(workerAddress);
  } catch {
    // The line is down, or the file is of a version that is gone: the next visit installs it.
  }
}
