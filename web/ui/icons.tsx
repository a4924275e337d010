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
export const PlusIcon = icon(<path d="M10 4.5v11M4.5 10h11" />);
export const DownIcon = icon(<path d="M10 4.5v11m-4.5-4.5L10 15.5l4.5-4.5" />);
export const SendIcon = icon(<path d="M10 15.5v-11M5.5 9 10 4.5 14.5 9" />);
export const ChevronIcon = icon(<path d="m6.5 8.5 3.5 3.5 3.5-3.5" />);
export const SearchIcon = icon(
  <>
    <circle cx="9" cy="9" r="5" />
    <path d="m13 13 3.5 3.5" />
  </>,
);
export const PencilIcon = icon(<path d="m4 16 .75-3.25L13.5 4 16 6.5l-8.75 8.75L4 16Z" />);
export const HashIcon = icon(
  <path d="M8 3.5 6.5 16.5M13.5 3.5 12 16.5M3.75 7.5h13M3.25 12.5h13" />,
);
export const MessageIcon = icon(
  <path d="M4.5 4.5h11a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H9L5.5 16.5v-3h-1a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Z" />,
);
export const PeopleIcon = icon(
  <>
    <circle cx="7.75" cy="7" r="2.75" />
    <path d="M2.75 16c.3-2.7 2.3-4.25 5-4.25s4.7 1.55 5 4.25M13 4.6a2.6 2.6 0 0 1 0 4.8M14.75 12.3c1.4.6 2.3 1.9 2.5 3.7" />
  </>,
);
export const MoreIcon = icon(<path strokeWidth="2.25" d="M4.75 10h.01M10 10h.01M15.25 10h.01" />);
export const EyeIcon = icon(
  <>
    <path d="M2.5 10C4 6.6 6.7 4.75 10 4.75S16 6.6 17.5 10c-1.5 3.4-4.2 5.25-7.5 5.25S4 13.4 2.5 10Z" />
    <circle cx="10" cy="10" r="2.25" />
  </>,
);
export const EyeOffIcon = icon(
  <>
    <path d="M8 5c.65-.17 1.3-.25 2-.25 3.3 0 6 1.85 7.5 5.25a11 11 0 0 1-1.6 2.5M12.8 14.7c-.9.36-1.8.55-2.8.55-3.3 0-6-1.85-7.5-5.25.7-1.6 1.7-2.9 2.9-3.8M3.5 3.5l13 13" />
  </>,
);
export const CopyIcon = icon(
  <>
    <rect x="7" y="7" width="9" height="9" rx="2" />
    <path d="M4.5 12.6A1.5 1.5 0 0 1 4 11.5v-6A1.5 1.5 0 0 1 5.5 4h6c.5 0 .9.2 1.1.5" />
  </>,
);
export const DoneIcon = icon(<path d="m4.5 10.5 3.5 3.5 7.5-8" />);
