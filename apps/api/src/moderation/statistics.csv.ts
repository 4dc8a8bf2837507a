import type { Statistics } from '#contracts';

type Cell = string | number | null;
type Row = readonly [figure: string, of: string, part: string, at: string, value: Cell];

/** Every figure as one row of a long table: what it is, of what, which part, when, how much. */
export function statisticsCsv(statistics: Statistics): string {
  const rows: Row[] = [
    ...statistics.volume.flatMap(({ at, comments, system, people }): Row[] => [
      ['volume', 'comments', 'new', at, comments],
      ...Object.entries(system).map(([outcome, count]): Row => ['volume', 'system', outcome, at, count]),
      ...Object.entries(people).map(([outcome, count]): Row => ['volume', 'people', outcome, at, count]),
    ]),
    ...statistics.decisions.map(({ cause, outcome, count }): Row => ['decisions', cause, outcome, '', count]),
    ...Object.entries(statistics.timeToDecision).map(([part, value]): Row => [
      'time to decision',
      part === 'count' ? '' : 'seconds',
      part,
      '',
      value,
    ]),
    ...statistics.queue.flatMap(({ state, ...figures }) =>
      Object.entries(figures).map(([part, value]): Row => ['queue now', state, part, '', value]),
    ),
    ...statistics.agreement.table.map(({ screening, person, count }): Row => [
      'agreement',
      screening,
      person,
      '',
      count,
    ]),
    ['agreement', 'rate', '', '', statistics.agreement.rate],
    ...statistics.phases.flatMap(({ phase, shadow, ...figures }) =>
      Object.entries(figures).map(([part, value]): Row => [
        shadow ? 'phase in shadow' : 'phase',
        phase,
        part,
        '',
        value,
      ]),
    ),
    ...Object.entries(statistics.flags).map(([part, value]): Row => ['flags', '', part, '', value]),
    ...(statistics.moderators ?? []).flatMap(({ id, name: _name, ...figures }) =>
      Object.entries(figures).map(([part, value]): Row => ['moderator', id, part, '', value]),
    ),
  ];
  return [['figure', 'of', 'part', 'at', 'value'], ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** RFC 4180. Every text here is a code, an id or an instant of our own: none begins as a spreadsheet's formula does. */
function cell(value: Cell): string {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
