import { useId, type ReactNode } from "react";
import css from "./choices.module.css";

export type Choice<Value extends string> = {
  value: Value;
  says: string;
  /** What it would look like; decoration. */
  picture?: ReactNode;
};

type ChoicesProps<Value extends string> = {
  label: string;
  /** What it means to choose. */
  about: string;
  choices: readonly Choice<Value>[];
  chosen: Value;
  onChoose: (value: Value) => void;
};

/** One out of a few that are all seen at once. What is chosen shows at once; there is nothing to save. */
export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  const { label, about, choices, chosen, onChoose } = props;
  const id = useId();
  return (
    <fieldset className={css["choices"]} aria-describedby={`${id}-about`}>
      <legend className={css["label"]}>{label}</legend>
      <p id={`${id}-about`} className={css["about"]}>
        {about}
      </p>
      <div className={css["row"]}>
        {choices.map(({ value, says, picture }) => (
          <label key={value} className={css["choice"]} data-pictured={picture ? true : undefined}>
            {picture}
            <span className={css["says"]}>
              <input
                type="radio"
                name={id}
                value={value}
                checked={value === chosen}
                onChange={() => onChoose(value)}
              />
              {says}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
