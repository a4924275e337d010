import { Suspense, useEffect, useRef, useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { lazyPart } from "../ui/lazy-part.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { copyText } from "../ui/copy-text.ts";
import css from "./invite-dialog.module.css";
import { inviteDialogText } from "./invite-dialog.text.ts";

const QrCode = lazyPart(async () => {
  const { QrCode: component } = await import("./qr-code.tsx");
  return { default: component };
});

/** A link to copy, or to be read from the screen by a phone. */
export function LinkToGive({ link }: { link: string }) {
  const t = useText(inviteDialogText);
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);

  // The button that made it is gone, and the focus with it; what has the focus selects itself.
  useEffect(() => field.current?.focus(), []);

  const copy = async () => {
    if (await copyText(link)) {
      setCopied(true);
      announce(t.copied);
    } else {
      // The browser forbids it here; the link is selected, so the keyboard can copy it.
      field.current?.select();
      announce(t.notCopied);
    }
  };

  return (
    <>
      <div className={css["link"]}>
        <input
          ref={field}
          className={css["address"]}
          aria-label={t.link}
          readOnly
          dir="ltr"
          value={link}
          onFocus={({ target }) => {
            target.select();
            // Selecting goes to its end; how it begins says whose it is.
            target.scrollLeft = 0;
          }}
        />
        <Button look="primary" onClick={() => void copy()}>
          {isCopied ? t.copied : t.copy}
        </Button>
      </div>
      <div className={css["code"]}>
        <Suspense fallback={null}>
          <QrCode text={link} label={t.code} />
        </Suspense>
      </div>
    </>
  );
}
