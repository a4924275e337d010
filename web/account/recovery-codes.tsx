import { useEffect, useRef, useState } from "react";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { copyText } from "../ui/copy-text.ts";
import css from "./recovery-codes.module.css";

type CodesProps = { codes: string[]; onKept: () => void };

/** New codes, the only time that they can be seen. No press beside them takes them away. */
export function RecoveryCodes({ codes, onKept }: CodesProps) {
  const title = useRef<HTMLParagraphElement>(null);
  const [isCopied, setCopied] = useState(false);

  // The button that made them is gone, and the focus with it.
  useEffect(() => title.current?.focus(), []);

  const copy = async () => {
    const isDone = await copyText(codes.join("\n"));
    setCopied(isDone);
    announce(isDone ? "Copied" : "Could not copy. Download them, or write them down.");
  };

  return (
    <div className={css["codes"]}>
      <p ref={title} tabIndex={-1} className={css["title"]}>
        Keep these codes where you will find them without this device. They are shown only now.
      </p>
      <ul className={css["list"]} aria-label="New recovery codes">
        {codes.map((code) => (
          <li key={code} dir="ltr">
            {code}
          </li>
        ))}
      </ul>
      <div className={css["acts"]}>
        <Button onClick={() => void copy()}>{isCopied ? "Copied" : "Copy"}</Button>
        <Button onClick={() => download(codes)}>Download</Button>
        <Button look="primary" onClick={onKept}>
          I have kept them
        </Button>
      </div>
    </div>
  );
}

function download(codes: string[]): void {
  const about = `Recovery codes for ${window.location.origin}. Each signs you in once, with your email.`;
  const file = new Blob([`${about}\n\n${codes.join("\n")}\n`], { type: "text/plain" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "recovery-codes.txt";
  link.click();
  URL.revokeObjectURL(link.href);
}
