import { Refusal } from '../model/refusal.ts';

/** A compiled `$filter`. */
export type Predicate = (item: unknown) => boolean;

type Operand = (scope: Scope) => unknown;
type Scope = { readonly item: unknown; readonly variables: Readonly<Record<string, unknown>> };

const TOKEN =
  /\s*(?:('(?:[^']|'')*')|(\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?)|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w.]*)|([(),/:]))/y;

/**
 * Compiles the part of OData's filter language that Outlook and To Do are used with: comparisons, `and`, `or`, `not`,
 * parentheses, `startswith`, `contains`, `endswith`, and `any` over collections. Strings compare without regard to case,
 * ids with it.
 */
export function compileFilter(text: string): Predicate {
  const parser = new Parser(tokens(text));
  const operand = parser.or();
  parser.end();
  return (item) => operand({ item, variables: {} }) === true;
}

interface Token {
  readonly kind: 'string' | 'date' | 'number' | 'name' | 'mark' | 'end';
  readonly text: string;
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (!match) throw badFilter(text);
    const kinds = ['string', 'date', 'number', 'name', 'mark'] as const;
    const index = match.slice(1).findIndex((group) => group !== undefined);
    found.push({ kind: kinds[index] ?? 'mark', text: match[index + 1] ?? '' });
  }
  return found;
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(all: readonly Token[]) {
    this.#tokens = all;
  }

  or(): Operand {
    let left = this.#and();
    while (this.#word('or')) {
      const [a, b] = [left, this.#and()];
      left = (scope) => a(scope) === true || b(scope) === true;
    }
    return left;
  }

  end(): void {
    if (this.#peek.kind !== 'end') throw badFilter(this.#peek.text);
  }

  get #peek(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
  }

  #take(): Token {
    const token = this.#peek;
    this.#at++;
    return token;
  }

  #word(name: string): boolean {
    if (this.#peek.kind !== 'name' || this.#peek.text !== name) return false;
    this.#at++;
    return true;
  }

  #mark(text: string): boolean {
    if (this.#peek.kind !== 'mark' || this.#peek.text !== text) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#mark(text)) throw badFilter(this.#peek.text);
  }

  #and(): Operand {
    let left = this.#not();
    while (this.#word('and')) {
      const [a, b] = [left, this.#not()];
      left = (scope) => a(scope) === true && b(scope) === true;
    }
    return left;
  }

  #not(): Operand {
    if (!this.#word('not')) return this.#comparison();
    const operand = this.#comparison();
    return (scope) => operand(scope) !== true;
  }

  #comparison(): Operand {
    const left = this.#operand();
    const operator = this.#peek.kind === 'name' ? COMPARE[this.#peek.text] : undefined;
    if (!operator) return left;
    this.#at++;
    const right = this.#operand();
    return (scope) => operator(left(scope), right(scope));
  }

  #operand(): Operand {
    if (this.#mark('(')) {
      const inner = this.or();
      this.#expect(')');
      return inner;
    }
    const token = this.#take();
    if (token.kind === 'string') return constant(token.text.slice(1, -1).replaceAll("''", "'"));
    if (token.kind === 'date') return constant(token.text);
    if (token.kind === 'number') return constant(Number(token.text));
    if (token.kind !== 'name') throw badFilter(token.text);
    if (token.text in LITERALS) return constant(LITERALS[token.text]);
    const call = FUNCTIONS[token.text.toLowerCase()];
    if (call && this.#mark('(')) {
      const left = this.or();
      this.#expect(',');
      const right = this.or();
      this.#expect(')');
      return (scope) => call(fold(left(scope)), fold(right(scope)));
    }
    return this.#path(token.text);
  }

  /** `a/b/c`, or `a/any(x: …)` where x stands for each element. */
  #path(first: string): Operand {
    const names = [first];
    while (this.#mark('/')) {
      const { text } = this.#take();
      if (text.toLowerCase() !== 'any' || !this.#mark('(')) {
        names.push(text);
        continue;
      }
      const variable = this.#take().text;
      this.#expect(':');
      const inner = this.or();
      this.#expect(')');
      return (scope) => {
        const elements = valueAt(scope, names);
        return (
          Array.isArray(elements) &&
          elements.some((element) =>
            inner({ ...scope, variables: { ...scope.variables, [variable]: element } }),
          )
        );
      };
    }
    return (scope) => valueAt(scope, names);
  }
}

const LITERALS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

const FUNCTIONS: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  startswith: (a, b) => a.startsWith(b),
  endswith: (a, b) => a.endsWith(b),
  contains: (a, b) => a.includes(b),
};

const COMPARE: Readonly<Record<string, (a: unknown, b: unknown) => boolean>> = {
  eq: (a, b) => compare(a, b) === 0,
  ne: (a, b) => compare(a, b) !== 0,
  gt: (a, b) => (compare(a, b) ?? 0) > 0,
  ge: (a, b) => (compare(a, b) ?? -1) >= 0,
  lt: (a, b) => (compare(a, b) ?? 0) < 0,
  le: (a, b) => (compare(a, b) ?? 1) <= 0,
};

/** The order of two values, or undefined where they have none. */
export function compare(a: unknown, b: unknown): number | undefined {
  if (a === b || (a ?? null) === (b ?? null)) return 0;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  if (isDate(a) && isDate(b)) return instant(a) - instant(b);
  return fold(a) < fold(b) ? -1 : fold(a) > fold(b) ? 1 : 0;
}

const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}(T|$)/.test(text) && !Number.isNaN(instant(text));

/** Graph's times without an offset are in UTC here. */
const instant = (text: string) =>
  Date.parse(/T/.test(text) && !/(Z|[+-]\d{2}:\d{2})$/.test(text) ? `${text.slice(0, 23)}Z` : text);

const fold = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : String(value));

const constant =
  (value: unknown): Operand =>
  () =>
    value;

function valueAt({ item, variables }: Scope, names: readonly string[]): unknown {
  const [first = '', ...rest] = names;
  return first in variables ? memberAt(variables[first], rest) : memberAt(item, names);
}

/** The value at a path of member names; undefined where the path ends early. */
export function memberAt(value: unknown, names: readonly string[]): unknown {
  return names.reduce(member, value);
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function badFilter(near: string): Refusal {
  return new Refusal(400, 'BadRequest', `Invalid filter clause near '${near}'.`);
}
