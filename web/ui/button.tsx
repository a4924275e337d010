import type { ComponentProps } from "react";
import css from "./button.module.css";

type Look = "primary" | "quiet" | "plain" | "danger";

type ButtonProps = ComponentProps<"button"> & {
  look?: Look;
  /** Shows that it waits without changing size, and takes no second press. */
  isBusy?: boolean;
};

/** The one button with words on it. */
export function Button({
  look = "quiet",
  isBusy = false,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={css["button"]}
      data-look={look}
      // Not `disabled`: that would throw the keyboard's focus away in the middle of a form.
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      <span className={css["words"]}>{children}</span>
    </button>
  );
}

/** A button that is only an icon: its label is spoken, and shown on hover. */
export function IconButton({ label, ...rest }: ComponentProps<"button"> & { label: string }) {
  return (
    <button type="button" title={label} {...rest} aria-label={label} className={css["icon"]} />
  );
}
