import { useId } from "react";
import css from "./check-field.module.css";

type CheckFieldProps = {
  label: string;
  /** Says what it does. */
  hint?: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
};

/** Something that is on or off, and below it what that means. */
export function CheckField({ label, hint, isOn, onChange }: CheckFieldProps) {
  const id = useId();
  return (
    <div>
      <label className={css["label"]}>
        <input
          type="checkbox"
          className={css["box"]}
          checked={isOn}
          aria-describedby={hint === undefined ? undefined : id}
          onChange={({ target }) => onChange(target.checked)}
        />
        {label}
      </label>
      {hint !== undefined && (
        <p id={id} className={css["hint"]}>
          {hint}
        </p>
      )}
    </div>
  );
}
