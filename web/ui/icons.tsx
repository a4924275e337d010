import type { ReactNode } from "react";

/** One family: 20 px, strokes of 1.5, round ends. They are decoration: the control that holds one has the words. */
export function icon(paths: ReactNode) {
  return function Icon({ size = 20 }: { size?: number }) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {paths}
      </svg>
    );
  };
}

export const MenuIcon = icon(<path d="M3.5 6h13M3.5 10h13M3.5 14h13" />);
export const BackIcon = icon(<path className="points-back" d="M12 4.5 6.5 10l5.5 5.5" />);
export const CloseIcon = icon(<path d="m5.5 5.5 9 9m0-9-9 9" />);
export const DownIcon = icon(<path d="M10 4.5v11m-4.5-4.5L10 15.5l4.5-4.5" />);
export const SendIcon = icon(<path d="M10 15.5v-11M5.5 9 10 4.5 14.5 9" />);
export const PeopleIcon = icon(
  <>
    <circle cx="7.75" cy="7" r="2.75" />
    <path d="M2.75 16c.3-2.7 2.3-4.25 5-4.25s4.7 1.55 5 4.25M13 4.6a2.6 2.6 0 0 1 0 4.8M14.75 12.3c1.4.6 2.3 1.9 2.5 3.7" />
  </>,
);
export const PinIcon = icon(
  <path d="m11.75 3.5 4.75 4.75-1.5.5-3 3-.5 3.25L5 8.5l3.25-.5 3-3ZM8.2 11.8l-4.2 4.2" />,
);
export const MoreIcon = icon(<path strokeWidth="2.25" d="M4.75 10h.01M10 10h.01M15.25 10h.01" />);
