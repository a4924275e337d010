import { useEffect, useId, useRef, type ReactNode } from "react";
import { useText } from "../i18n/i18n.ts";
import { IconButton } from "./button.tsx";
import css from "./dialog.module.css";
import { CloseIcon } from "./icons.tsx";
import { uiText } from "./ui.text.ts";

type DialogProps = {
  title: string;
  /** `palette`: its first line is a field, so the title is only heard; high on the page, where its end may move. */
  look?: "form" | "sheet" | "palette";
  onClose: () => void;
  children: ReactNode;
};

/** A native modal: the browser holds the focus inside, closes on Escape and gives the focus back. Mount it to open it. */
export function Dialog({ title, look = "form", onClose, children }: DialogProps) {
  const t = useText(uiText);
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const opener = document.activeElement;
    const element = dialog.current;
    element?.showModal();
    // Left alone, the browser would begin at the closing cross. What is longer than the window is still read from its title on.
    element?.querySelector<HTMLElement>("input, [data-begin]")?.focus({ preventScroll: true });
    return () => {
      element?.close();
      // React takes the element out at once, before the browser could give the focus back itself.
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- Escape is the keyboard's way to what a press on the backdrop does.
    <dialog
      ref={dialog}
      className={css["dialog"]}
      data-look={look}
      aria-labelledby={look === "palette" ? undefined : titleId}
      aria-label={look === "palette" ? title : undefined}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className={css["surface"]}>
        {look !== "palette" && (
          <header className={css["header"]}>
            <h2 id={titleId} className={css["title"]}>
              {title}
            </h2>
            <IconButton label={t.close} onClick={onClose}>
              <CloseIcon />
            </IconButton>
          </header>
        )}
        {children}
      </div>
    </dialog>
  );
}

/** The last row of a dialog: what it offers to do. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={css["actions"]}>{children}</div>;
}

/** What a dialog says before it asks. */
export function DialogText({ children }: { children: ReactNode }) {
  return <p className={css["text"]}>{children}</p>;
}
