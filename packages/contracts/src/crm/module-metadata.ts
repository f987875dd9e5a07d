import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { crmModuleSchema } from '../modules.ts';
import { nothing } from '../nothing.ts';
import { itemAnswerSchema } from './item-answer.ts';

const moduleSchema = z.object({
  id: idSchema,
  api_name: z.string(),
  module_name: z.string(),
  /** What the organisation calls one record of the module, and several. */
  singular_label: z.string(),
  plural_label: z.string(),
  api_supported: z.boolean(),
  generated_type: z.literal('default'),
  status: z.literal('visible'),
  /** Whether the caller sees it among the tabs. It says nothing about the records, which stay reachable by View. */
  show_as_tab: z.boolean(),
  visible: z.boolean(),
  /** What the caller's profile allows with records of the module. */
  viewable: z.boolean(),
  creatable: z.boolean(),
  editable: z.boolean(),
  deletable: z.boolean(),
  /** Whether the caller may give the module and its fields other labels. */
  customizable: z.boolean(),
  sequence_number: z.number(),
});

export type ModuleMetadata = z.infer<typeof moduleSchema>;

const labels = z
  .strictObject({ singular_label: z.string().optional(), plural_label: z.string().optional() })
  .refine((given) => Object.keys(given).length > 0, 'names no label');

/** A module by its API name or by its id. */
const oneModule = z.strictObject({ module: crmModuleSchema.or(idSchema) });

export const listModules = defineEndpoint({
  id: 'listModules',
  summary: 'The modules, and what the caller may do with their records',
  method: 'GET',
  path: '/crm/v8/settings/modules',
  access: { kind: 'signed_in' },
  params: nothing,
  query: z.strictObject({
    /** Statuses with commas between them; every module is `visible`. */
    status: z.string().max(200).optional(),
  }),
  body: nothing,
  response: z.object({ modules: z.array(moduleSchema) }),
});

export const getModule = defineEndpoint({
  id: 'getModule',
  summary: 'One module by its API name or id',
  method: 'GET',
  path: '/crm/v8/settings/modules/:module',
  access: { kind: 'signed_in' },
  params: oneModule,
  query: nothing,
  body: nothing,
  response: z.object({ modules: z.array(moduleSchema).length(1) }),
});

export const updateModule = defineEndpoint({
  id: 'updateModule',
  summary: 'Give a module other names; its API name stays',
  method: 'PUT',
  path: '/crm/v8/settings/modules/:module',
  access: { kind: 'permission', permission: 'Crm_Implied_Customize_Zoho_CRM' },
  params: oneModule,
  query: nothing,
  body: z.strictObject({
    modules: z.array(labels).length(1),
  }),
  response: z.object({ modules: z.array(itemAnswerSchema).length(1) }),
});
