import { FileAnswer } from '../http/answer.ts';

/** A table for spreadsheets to open; `name` tells what it is and gets the date. */
export const csvAnswer = (name: string, now: Date, lines: FileAnswer['pieces']): FileAnswer =>
  new FileAnswer('text/csv; charset=utf-8', `${name}-${now.toISOString().slice(0, 10)}.csv`, lines);
