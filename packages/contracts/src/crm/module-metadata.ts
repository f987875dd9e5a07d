import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { crmModuleSchema } from '../modules.ts';
import { nothing } from '../nothing.ts';

const moduleSchema = z.object({
  id: idSchema,
  api_name: z.string(),
  module_name: z.string(),
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
  sequence_number: z.number(),
});

export type ModuleMetadata = z.infer<typeof moduleSchema>;

export const listModules = defineEndpoint({
  id: 'listModules',
  summary: 'The modules, and what the caller may do with their records',
  method: 'GET',
  path: '/crm/v8/settings/modules',
  access: { kind: 'signed_in' },
  params: nothing,
  query: nothing,
  body: nothing,
  response: z.object({ modules: z.array(moduleSchema) }),
});

export const getModule = defineEndpoint({
  id: 'getModule',
  summary: 'One module by its API name',
  method: 'GET',
  path: '/crm/v8/settings/modules/:module',
  access: { kind: 'signed_in' },
  params: z.strictObject({ module: crmModuleSchema }),
  query: nothing,
  body: nothing,
  response: z.object({ modules: z.array(moduleSchema).length(1) }),
});
