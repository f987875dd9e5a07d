import { Temporal } from 'temporal-polyfill';
import { CELL_SEPARATOR } from './cell-text.ts';
import { accept, expected, refuse, type CheckedValue } from './checked-value.ts';
import type { FieldDataType, FieldMeta } from './field-meta.ts';
import { checkInstant } from './time-value.ts';

/** How the cells of a table are written, as far as tables differ. */
export interface CellFormat {
  /** The order of year, month and day; dates as ISO 8601 writes them are always read. */
  readonly dateOrder: DateOrder;
  /** The other of the two may stand between thousands. */
  readonly decimalMark: '.' | ',';
  /** IANA zone of times without an offset. */
  readonly timeZone: string;
}

export type DateOrder = 'YMD' | 'DMY' | 'MDY';

/** Fields that a cell can be read into: not the system's own, nor what has rows of its own or is uploaded. */
export const isCellField = ({ dataType, readOnly }: FieldMeta): boolean =>
  !readOnly && dataType !== 'subform' && dataType !== 'profileimage';

/**
 * Reads a cell that is not empty into a value that `validateRecord` takes, or says what the cell must hold. References are left
 * out: who is meant by a name is for those who know the records. Whether the value fits the field is asked later.
 */
export function parseCell(meta: FieldMeta, text: string, format: CellFormat): CheckedValue {
  const cell = text.trim();
  switch (meta.dataType) {
    case 'boolean':
      return parseBoolean(cell);
    case 'integer':
    case 'double':
    case 'currency':
    case 'percent':
      return parseNumber(cell, format.decimalMark, meta.dataType);
    case 'date':
      return parseDate(cell, format.dateOrder);
    case 'datetime':
      return parseDateTime(cell, format);
    case 'picklist':
      return accept(pick(meta, cell));
    case 'multiselectpicklist':
      return accept(parts(cell).map((part) => pick(meta, part)));
    case 'jsonarray':
      return accept(parts(cell).map(participant));
    case 'multireminder':
      return parseReminders(cell);
    case 'ALARM':
    case 'RRULE':
      return accept({ [meta.dataType]: cell });
    default:
      return accept(cell);
  }
}

const parts = (cell: string): readonly string[] =>
  cell
    .split(CELL_SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const YES: readonly string[] = ['true', 'yes', '1'];
const NO: readonly string[] = ['false', 'no', '0'];

function parseBoolean(cell: string): CheckedValue {
  const word = cell.toLowerCase();
  if (YES.includes(word)) return accept(true);
  return NO.includes(word) ? accept(false) : expected('boolean', 'must be true or false');
}

const NUMBER = {
  '.': /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/,
  ',': /^[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?$/,
} as const;

function parseNumber(cell: string, mark: '.' | ',', type: FieldDataType): CheckedValue {
  if (!NUMBER[mark].test(cell)) return expected(type, 'must be a number');
  const thousands = mark === '.' ? ',' : '.';
  return accept(Number(cell.replaceAll(thousands, '').replace(mark, '.')));
}

/** Any spelling of upper and lower case means the value of the list; what is not in it is refused as it came. */
const pick = ({ pickListValues }: FieldMeta, cell: string): string =>
  pickListValues.find((value) => value.toLowerCase() === cell.toLowerCase()) ?? cell;

function participant(part: string): object {
  const [, type, id] = /^(contact|user|lead):(\d+)$/.exec(part) ?? [];
  return type === undefined ? { type: 'email', participant: part } : { type, participant: id };
}

function parseReminders(cell: string): CheckedValue {
  const reminders = parts(cell).map((part) => /^(\d{1,5}) (\w+)$/.exec(part));
  if (reminders.includes(null)) return refuse('must be written like 15 minutes;1 days', {});
  return accept(reminders.map((match) => ({ unit: Number(match?.[1]), period: match?.[2] })));
}

const ISO_DATE = /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/;
const DATE_IN_ORDER = {
  YMD: /^(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})$/,
  DMY: /^(?<day>\d{1,2})[-/.](?<month>\d{1,2})[-/.](?<year>\d{4})$/,
  MDY: /^(?<month>\d{1,2})[-/.](?<day>\d{1,2})[-/.](?<year>\d{4})$/,
} as const;
const DATE_SHAPE = { YMD: 'YYYY-MM-DD', DMY: 'DD.MM.YYYY', MDY: 'MM/DD/YYYY' } as const;

function parseDate(cell: string, order: DateOrder): CheckedValue {
  const date = plainDate(cell, order);
  return date === null
    ? expected('date', `must be a date, written ${DATE_SHAPE[order]}`)
    : accept(date.toString());
}

function plainDate(text: string, order: DateOrder): Temporal.PlainDate | null {
  const { year, month, day } = (ISO_DATE.exec(text) ?? DATE_IN_ORDER[order].exec(text))?.groups ?? {};
  return orNull(() =>
    Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    ),
  );
}

const WITH_OFFSET = /(?:Z|[+-]\d{2}:\d{2})$/;
const DATE_AND_TIME =
  /^(?<date>\S+?)(?:T|\s+)(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?(?:\s*(?<half>[AP])M)?$/i;

/** With an offset as it is, without one in the zone of the format, with the offset that holds there on that day. */
function parseDateTime(cell: string, { dateOrder, timeZone }: CellFormat): CheckedValue {
  if (WITH_OFFSET.test(cell)) return checkInstant(cell.replace(' ', 'T'));
  const groups = DATE_AND_TIME.exec(cell)?.groups ?? { date: cell };
  const date = plainDate(groups['date'] ?? '', dateOrder);
  const time = plainTime(groups);
  if (date === null || time === null) {
    const shape = `${DATE_SHAPE[dateOrder]} HH:mm`;
    return expected('datetime', `must be a date and time, written ${shape} or YYYY-MM-DDTHH:mm:ss+HH:mm`);
  }
  const zoned = date.toZonedDateTime({ timeZone, plainTime: time });
  return accept(zoned.toString({ timeZoneName: 'never', smallestUnit: 'second' }));
}

/** Midnight where there is only a date. */
function plainTime({
  hour = '0',
  minute = '0',
  second = '0',
  half,
}: Readonly<Record<string, string | undefined>>): Temporal.PlainTime | null {
  const hours = Number(hour);
  if (half !== undefined && (hours < 1 || hours > 12)) return null;
  const ofDay = half === undefined ? hours : (hours % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
  return orNull(() =>
    Temporal.PlainTime.from(
      { hour: ofDay, minute: Number(minute), second: Number(second) },
      { overflow: 'reject' },
    ),
  );
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}
