// What the benches do with their measurements.
import { randomInt } from "node:crypto";

const sorted = (numbers) => [...numbers].sort((one, other) => one - other);

/** The value that this share of the numbers does not exceed. */
export function percentile(numbers, share) {
  const all = sorted(numbers);
  return all[Math.min(all.length - 1, Math.floor(all.length * share))];
}

export const median = (numbers) => percentile(numbers, 0.5);

/** By lot, so that none follows another one more often than the rest do. */
export function shuffled(names) {
  const rest = [...names];
  return names.map(() => rest.splice(randomInt(rest.length), 1)[0]);
}
