// Looks up which relief steps a situation has, in the table that relief/table.py worked out; nothing is decided here.
// situation: { muscle, place, reach, stand, conditions: { name: true | false | undefined } }

/** The condition that each question of the table tells about. */
export const conditionsByQuestion = (table) => Object.fromEntries(
  Object.entries(table).filter(([key]) => key.endsWith(" unless")).map(([key, [question]]) => [question, key.slice(0, -" unless".length)]));

/** What is known to keep steps away. */
export const limitsOf = ({ conditions, reach, stand }) => new Set([
  ...Object.keys(conditions).filter((condition) => conditions[condition]),
  ...(reach ? [] : ["no_reach"]), ...(stand ? [] : ["no_stand"]),
]);

/** The list for a set of limits: one bit for each that matters at this muscle and place. */
export function find(table, { muscle, place }, limits) {
  const here = `${muscle} ${place}`;
  const number = table[here].reduce((sum, joined, bit) => sum + (joined.split("|").some((limit) => limits.has(limit)) ? 1 << bit : 0), 0);
  return table[table[`${here} lists`][number]];
}

/** The steps in order; the first is one that stays even if every unknown condition should hold. */
export function procedure(table, situation, unknown) {
  const limits = limitsOf(situation);
  const [first] = find(table, situation, new Set([...limits, ...unknown]));
  return [first, ...find(table, situation, limits).filter((id) => id !== first)];
}
