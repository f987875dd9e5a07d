import { listImports } from '@syncgrant/contracts';
import { importView } from '../imports/import-view.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const listImportsRoute = defineRecordRoute(listImports, async ({ records }) => ({
  imports: (await records.imports.list()).map(importView),
}));
