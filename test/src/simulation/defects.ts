import { SYNC_MODULE_NAMES } from '@syncgrant/core';
import { DecisionContexts } from '@syncgrant/store';
import { FORMS } from './forms.ts';
import type { Office } from './office.ts';
import type { Person } from './person.ts';
import type { Statement } from './simulated-process.ts';

/** A mistake that can be planted in what the engine is given, to see that the simulation finds it. */
export interface Defect {
  readonly name: string;
  /** The laws whose breach it may show itself by. */
  readonly breaks: readonly string[];
  readonly contexts?: () => DecisionContexts;
  readonly tamper?: (statement: Statement) => Statement;
  readonly request?: (request: Request, otherToken: string | null) => Request;
  readonly answer?: (body: string) => string;
  /** Done as soon as an answer of Graph is there. */
  readonly answered?: (body: string, person: Person, office: Office) => Promise<void>;
}

/** Remembers the first decision about each user for ever. */
class ForgetfulContexts extends DecisionContexts {
  readonly #first = new Map<string, ReturnType<DecisionContexts['of']>>();

  override of(facts: Parameters<DecisionContexts['of']>[0]): ReturnType<DecisionContexts['of']> {
    const known = this.#first.get(facts.user.id) ?? super.of(facts);
    this.#first.set(facts.user.id, known);
    return known;
  }
}

/** Does not know of field access. */
class BlindContexts extends DecisionContexts {
  override of(facts: Parameters<DecisionContexts['of']>[0]): ReturnType<DecisionContexts['of']> {
    const { profile, profileVersion } = facts;
    return super.of({
      ...facts,
      profile: { ...profile, fieldAccess: {} },
      profileVersion: `${profileVersion} blind`,
    });
  }
}

/** The statement with the values of these columns of an update replaced. */
function withColumns(
  statement: Statement,
  table: string,
  columns: readonly string[],
  value: unknown,
): Statement {
  if (!statement.text.startsWith(`update "syncgrant"."${table}"`)) return statement;
  const params = [...statement.params];
  for (const column of columns) {
    const index = new RegExp(`"${column}" = \\$(\\d+)`).exec(statement.text.split(' where ')[0] ?? '')?.[1];
    if (index !== undefined) params[Number(index) - 1] = value;
  }
  return { ...statement, params };
}

const withoutExcludedDates = (param: unknown): unknown =>
  typeof param === 'string' ? param.replaceAll(/,"EXDATE":"[^"]*"/g, '') : param;

export const DEFECTS: readonly Defect[] = [
  {
    name: 'the gate goes by what it decided once',
    breaks: ['P1'],
    contexts: () => new ForgetfulContexts(),
  },
  {
    name: 'creates are sent without an intent',
    breaks: ['P3', 'P4', 'P8'],
    tamper: (statement) => withColumns(statement, 'link', ['intent_at'], null),
  },
  {
    name: 'tombstones are overlooked',
    breaks: ['P3', 'P5', 'rest'],
    answer: (body) => body.replaceAll(/\{[^{}]*"@removed":\{[^{}]*\}\}/g, '{"id":"AAMkAGnobody"}'),
  },
  {
    name: 'bases are lost',
    breaks: ['P3', 'P4', 'P5', 'P6', 'rest'],
    tamper: (statement) => withColumns(statement, 'link', ['base_crm', 'base_microsoft'], null),
  },
  {
    name: "one user's request carries another user's token",
    breaks: ['P8'],
    request(request, otherToken) {
      if (otherToken === null) return request;
      const headers = new Headers(request.headers);
      headers.set('authorization', otherToken);
      return new Request(request, { headers });
    },
  },
  {
    name: 'the change feed is read too far',
    breaks: ['P3', 'P6'],
    tamper(statement) {
      const index = /"feed_position" = \$(\d+)/.exec(statement.text)?.[1];
      if (index === undefined) return statement;
      const params = [...statement.params];
      params[Number(index) - 1] = Number(params[Number(index) - 1]) + 1;
      return { ...statement, params };
    },
  },
  {
    name: 'a cursor is saved before what was read',
    breaks: ['P3', 'P5', 'P6'],
    async answered(body, person, { tenant }) {
      for (const [, link = ''] of body.matchAll(/"@odata\.deltaLink":"([^"]+)"/g)) {
        const path = new URL(link).pathname;
        const module = SYNC_MODULE_NAMES.find((one) => path.includes(FORMS[one].deltaOf));
        const setups = tenant.select('setup').where('user_id', '=', person.id).select('id');
        await tenant
          .update('cursor')
          .where('setup_id', 'in', setups.where('module', '=', module ?? 'contacts'))
          .set({ delta_link: link, next_link: null })
          .execute();
      }
    },
  },
  {
    name: 'an echo is taken for an edit',
    breaks: ['P3', 'P4', 'P5', 'P6', 'rest'],
    tamper: (statement) => withColumns(statement, 'link', ['base_microsoft'], null),
  },
  {
    name: 'what failed once is never tried again',
    breaks: ['P3', 'P5', 'P6', 'rest'],
    tamper: (statement) => withColumns(statement, 'link', ['next_attempt_at'], '2100-01-01T00:00:00Z'),
  },
  {
    name: 'field access is overlooked',
    breaks: ['P1'],
    contexts: () => new BlindContexts(),
  },
  {
    name: "a user's own pause is overlooked",
    breaks: ['P1'],
    tamper: (statement) => ({
      ...statement,
      text: statement.text.replace(
        '"phase", "own_pause_since", "configuration" from',
        '"phase", null as own_pause_since, "configuration" from',
      ),
    }),
  },
  {
    name: 'a sync of one direction writes back',
    breaks: ['P1', 'P5'],
    tamper: ({ text, params }) => ({
      params,
      text: text.replace(
        '"own_pause_since", "configuration" from',
        `"own_pause_since", jsonb_set("configuration", '{direction}', '"both"') as "configuration" from`,
      ),
    }),
  },
  {
    name: 'what Microsoft calls off of a series is overlooked',
    breaks: ['P3'],
    answer: (body) => body.replaceAll(/"cancelledOccurrences":\[[^\]]*\]/g, '"cancelledOccurrences":[]'),
  },
  {
    name: "an occurrence that stands by itself doubles the series' date",
    breaks: ['P3', 'P4'],
    tamper: ({ text, params }) => ({
      text,
      params: text.startsWith('update "syncgrant"."record"') ? params.map(withoutExcludedDates) : params,
    }),
  },
];
