import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { copyText } from "../ui/copy-text.ts";
import css from "./invite-dialog.module.css";

const QrCode = lazy(async () => {
  const { QrCode: component } = await import("./qr-code.tsx");
  return { default: component };
});

/** A link to copy, or to be read from the screen by a phone. */
export function LinkToGive({ link }: { link: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);

  // The button that made it is gone, and the focus with it; what has the focus selects itself.
  useEffect(() => field.current?.focus(), []);

  const copy = async () => {
    if (await copyText(link)) {
      setCopied(true);
      announce("Copied");
    } else {
      // The browser forbids it here; the link is selected, so the keyboard can copy it.
      field.current?.select();
      announce("Could not copy. The link is selected: copy it with the keyboard.");
    }
  };

  return (
    <>
      <div className={css["link"]}>
        <input
          ref={field}
          className={css["address"]}
          aria-label="Invite link"
          readOnly
          dir="ltr"
          value={link}
          onFocus={({ target }) => target.select()}
        />
        <Button look="primary" onClick={() => void copy()}>
          {isCopied ? "Copied" : "Copy link"}
        </Button>
      </div>
      <div className={css["code"]}>
        <Suspense fallback={null}>
          <QrCode text={link} label="QR code, for the camera of a phone" />
        </Suspense>
      </div>
    </>
  );
}
