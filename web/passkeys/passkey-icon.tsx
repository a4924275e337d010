/** A person and a key, as browsers draw it. Decoration: the control that holds it has the words. */
export function PasskeyIcon() {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <circle cx="7.75" cy="6.5" r="2.75" />
      <path d="M2.75 15.5c.3-2.7 2.3-4.25 5-4.25.9 0 1.7.17 2.4.5" />
      <circle cx="14.5" cy="9.75" r="2.25" />
      <path d="M14.5 12v4.75l1.5-1.25m-1.5-1.25 1.25-.75" />
    </svg>
  );
}
