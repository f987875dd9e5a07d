import { z } from 'zod';

/** What an extension brings; the marketplace lists it, an administrator switches it on or off for the organisation. */
export const extensionManifestSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  name: z.string().min(1).max(80),
  description: z.string().min(1).max(400),
  category: z.enum(['integrations', 'productivity', 'communication']),
  permissions: z.array(z.string()),
  scopes: z.array(z.string()),
  pages: z.array(z.object({ path: z.string(), title: z.string() })),
  jobs: z.array(z.string()),
  webhooks: z.array(z.string()),
});

export type ExtensionManifest = z.infer<typeof extensionManifestSchema>;

export const MICROSOFT_EXTENSION = extensionManifestSchema.parse({
  id: 'microsoft',
  version: '1.0.0',
  name: 'Microsoft',
  description: 'Keeps meetings, contacts and tasks in step with a Microsoft 365 mailbox.',
  category: 'integrations',
  permissions: ['Crm_Implied_Mscal_Sync', 'Crm_Implied_Mscontact_Sync', 'Crm_Implied_Mstask_Sync'],
  scopes: ['Calendars.ReadWrite', 'Contacts.ReadWrite', 'Tasks.ReadWrite'],
  pages: [{ path: '/marketplace/microsoft', title: 'Microsoft' }],
  jobs: ['tick', 'dispatch'],
  webhooks: ['/hooks/graph'],
});
