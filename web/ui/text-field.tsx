import { useId, useState, type ComponentProps, type ReactNode } from "react";
import { useText } from "../i18n/i18n.ts";
import { EyeIcon, EyeOffIcon } from "./more-icons.tsx";
import css from "./text-field.module.css";
import { uiText } from "./ui.text.ts";

type FieldProps = Omit<ComponentProps<"input">, "id" | "className"> & {
  label: string;
  /** Says beforehand what is wanted. */
  hint?: string | undefined;
  /** Says afterwards what is wrong; it stands where the hint stood, so nothing moves. */
  error?: string | undefined;
  /** Whether the hint changes while one types, and is worth being told. */
  isHintLive?: boolean;
};

/** A line of text with its label above it and, below, what is wanted or what is wrong. */
export function TextField({ label, hint, error, isHintLive, ...input }: FieldProps) {
  return <Field label={label} hint={hint} error={error} isHintLive={isHintLive} input={input} />;
}

/** A password that its writer can look at. */
export function PasswordField({ label, hint, error, isHintLive, ...input }: FieldProps) {
  const t = useText(uiText);
  const [isShown, setShown] = useState(false);
  const says = isShown ? t.hidePassword : t.showPassword;
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      isHintLive={isHintLive}
      input={{
        ...input,
        type: isShown ? "text" : "password",
        autoCapitalize: "off",
        spellCheck: false,
      }}
      after={
        <button
          type="button"
          className={css["reveal"]}
          aria-label={says}
          title={says}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? <EyeOffIcon /> : <EyeIcon />}
        </button>
      }
    />
  );
}

type FrameProps = {
  label: string;
  hint: string | undefined;
  error: string | undefined;
  isHintLive?: boolean | undefined;
  input: ComponentProps<"input">;
  after?: ReactNode;
};

function Field({ label, hint, error, isHintLive, input, after }: FrameProps) {
  const id = useId();
  const note = error ?? hint;
  const hintRole = isHintLive ? "status" : undefined;
  return (
    <div className={css["field"]}>
      <label className={css["label"]} htmlFor={id}>
        {label}
      </label>
      <div className={css["frame"]} data-wrong={error !== undefined || undefined}>
        <input
          dir="auto"
          // Something to stand in it while it is empty: then it runs as the page does (base.css).
          placeholder=" "
          {...input}
          id={id}
          className={css["input"]}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
        />
        {after}
      </div>
      <p
        id={`${id}-note`}
        className={css["note"]}
        data-wrong={error !== undefined || undefined}
        role={error === undefined ? hintRole : "alert"}
      >
        {note}
      </p>
    </div>
  );
}
