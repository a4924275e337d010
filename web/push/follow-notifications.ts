import { safeParse } from "valibot";
import { navigate } from "wouter/use-browser-location";
import { GoTo } from "../service-worker/page-talk.ts";

/** Goes where a pressed notification leads, in the page that is open: nothing that is written in it is lost. */
export function followNotifications(worker: ServiceWorkerContainer): () => void {
  const heard = ({ data, ports }: MessageEvent<unknown>) => {
    const asked = safeParse(GoTo, data);
    if (!asked.success) return;
    ports[0]?.postMessage("heard");
    navigate(asked.output.to);
  };
  worker.addEventListener("message", heard);
  return () => worker.removeEventListener("message", heard);
}
