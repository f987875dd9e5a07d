import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { file } from '../file.ts';
import { idSchema } from '../id.ts';
import { nothing } from '../nothing.ts';
import { pageInfo, paging } from './record-shapes.ts';

/** What is expected of the deals that the caller may see. Forecasts are worked out from deals and cannot be written. */

const range = {
  period: z.enum(['month', 'quarter']).default('quarter'),
  /** Deals that close in this year; left out, in the current one. */
  year: z.coerce.number().int().min(1900).max(2999).optional(),
};

export const listForecasts = defineEndpoint({
  id: 'listForecasts',
  summary: 'Pipeline, weighted pipeline and won deals by period and owner',
  method: 'GET',
  path: '/crm/v8/forecasts',
  access: { kind: 'permission', permission: 'Crm_Implied_View_Forecasts' },
  params: nothing,
  query: z.strictObject({ ...range, ...paging }),
  body: nothing,
  response: z.object({
    data: z.array(
      z.object({
        /** `2026-Q1` or `2026-01`. */
        period: z.string(),
        start: z.iso.date(),
        end: z.iso.date(),
        /** Null where the caller may not see the owners of deals: then those of all are added up. */
        Owner: z.object({ id: idSchema, name: z.string() }).nullable(),
        deals: z.number().optional(),
        /** Amounts; each is left out where the caller may not see a field that it rests on. */
        pipeline: z.number().optional(),
        weighted: z.number().optional(),
        closed_won: z.number().optional(),
      }),
    ),
    info: z.object({
      ...pageInfo,
      /** Figures that are left out, and the field and the rule for which they are. */
      left_out: z.array(
        z.object({ figure: z.string(), api_name: z.string(), rule: z.string(), message: z.string() }),
      ),
    }),
  }),
});

export const exportForecasts = defineEndpoint({
  id: 'exportForecasts',
  summary: 'The same as a CSV file',
  method: 'GET',
  path: '/crm/v8/forecasts/actions/export',
  access: { kind: 'permission', permission: 'Crm_Implied_View_Forecasts' },
  params: nothing,
  query: z.strictObject(range),
  body: nothing,
  response: file,
});
