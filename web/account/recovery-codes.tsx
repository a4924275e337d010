import { useEffect, useRef, useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { copyText } from "../ui/copy-text.ts";
import css from "./recovery-codes.module.css";
import { recoveryText } from "./ways.text.ts";

type CodesProps = { codes: string[]; onKept: () => void };

/** New codes, the only time that they can be seen. No press beside them takes them away. */
export function RecoveryCodes({ codes, onKept }: CodesProps) {
  const t = useText(recoveryText);
  const title = useRef<HTMLParagraphElement>(null);
  const [isCopied, setCopied] = useState(false);

  // The button that made them is gone, and the focus with it.
  useEffect(() => title.current?.focus(), []);

  const copy = async () => {
    const isDone = await copyText(codes.join("\n"));
    setCopied(isDone);
    announce(isDone ? t.copied : t.notCopied);
  };

  return (
    <div className={css["codes"]}>
      <p ref={title} tabIndex={-1} className={css["title"]}>
        {t.keep}
      </p>
      <ul className={css["list"]} aria-label={t.codes}>
        {codes.map((code) => (
          <li key={code} dir="ltr">
            {code}
          </li>
        ))}
      </ul>
      <div className={css["acts"]}>
        <Button onClick={() => void copy()}>{isCopied ? t.copied : t.copy}</Button>
        <Button onClick={() => download(codes)}>{t.download}</Button>
        <Button look="primary" onClick={onKept}>
          {t.kept}
        </Button>
      </div>
    </div>
  );
}

function download(codes: string[]): void {
  const about = recoveryText.get().file({ site: window.location.origin });
  const file = new Blob([`${about}\n\n${codes.join("\n")}\n`], { type: "text/plain" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "recovery-codes.txt";
  link.click();
  URL.revokeObjectURL(link.href);
}
