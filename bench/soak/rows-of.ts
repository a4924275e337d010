import { count, mib, percent, type Row } from "../rows.ts";
import { SOCKETS_PER_ROOM } from "./gathering.ts";
import { PROGRAMS, type Growth } from "./memory-log.ts";
import type { Slope } from "./slope.ts";
import { apartOf, worstOf, type Counted, type SoakWish, type Soaked } from "./trial.ts";

const MOST_GROWTH_PERCENT = 1;
const MOST_APART = 0.01;

/** What a soak has shown, line by line of what was asked of it. */
export function rowsOf({ minutes, sockets, perSecond }: SoakWish, soaked: Soaked): Row[] {
  const { faults, growth, counted, outage, restart, busy } = soaked;
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
  const slope = growth.all.slope;
  const worst = worstOf(counted);
  return [
    {
      what: `${minutes} minutes, ${count(sockets)} sockets in ${soaked.rooms} rooms of ${SOCKETS_PER_ROOM}, ${perSecond} messages/s: faults in what everyone saw, the rooms hold and the database holds`,
      measured: String(faults.length),
      target: "0",
      holds: faults.length === 0,
      beside: `${count(soaked.messages)} messages, ${count(soaked.deliveriesPerSecond)} deliveries/s, ${count(soaked.reads)} times told what somebody has read; of a core: server ${percent(busy.server)}, load ${percent(busy.load)}, whose event loop was late by ${busy.delayMs.toFixed(0)} ms (p99) and which held ${mib(busy.bytes)}`,
    },
    {
      what: "growth of the server's memory in an hour, in the last third, by the least of each thirtieth of the time",
      measured: slope ? `${slope.percent.toFixed(1)} %` : "–",
      target: `≤ ${MOST_GROWTH_PERCENT} %`,
      holds: slope ? slope.percent <= MOST_GROWTH_PERCENT : null,
      beside: `${PROGRAMS.map((program) => grown(program, growth[program])).join("; ")}; all by each fifteenth of the time ${growth.course.map(mib).join(", ")}`,
    },
    {
      what: "`/metrics` beside what the load counted itself, the furthest apart",
      measured: `${(worst * 100).toFixed(2)} %`,
      target: `≤ ${MOST_APART * 100} %`,
      holds: worst <= MOST_APART,
      beside: counted.map(tell).join("; "),
    },
    {
      what: `sqld gone for ${seconds(outage.awayMs)}: the longest time in which nobody was told anything`,
      measured: seconds(outage.longestPauseMs),
      target: "–",
      holds: null,
      beside: "stopped, then killed, and started again by `npm start`",
    },
    {
      what: `the server restarted under ${count(sockets)} sockets: the last is back after its first answer`,
      measured: seconds(restart.lastBackMs),
      target: "–",
      holds: null,
      beside: `stopped in ${seconds(restart.stoppedInMs)}, answered ${seconds(restart.startedInMs)} later; ${count(restart.told)} were told when to come back, the busiest second saw ${percent(restart.busiestSecond / sockets)}, without a line for ${seconds(restart.awayMedianMs)} (median)`,
    },
  ];
}

function grown(program: string, { slope, least, most }: Growth["all"]): string {
  return `${program} ${slope ? told(slope) : "–"}, ${mib(least)} to ${mib(most)}`;
}

/** With the interval that holds it at 95 %: of a short look it is wide. */
function told({ percent, from, to }: Slope): string {
  return `${percent.toFixed(1)} % (${from.toFixed(1)} to ${to.toFixed(1)})`;
}

function tell(counted: Counted): string {
  const { name, own, theirs } = counted;
  return `${name} ${count(theirs)} of ${count(own)} (${(apartOf(counted) * 100).toFixed(2)} %)`;
}
