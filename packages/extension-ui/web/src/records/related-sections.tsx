import { Stack } from '@mantine/core';
import type { CrmModule } from '@syncgrant/contracts';
import { RELATED_MODULES } from '@syncgrant/core';
import { AttachmentsSection } from './attachments-section.tsx';
import { NotesSection } from './notes-section.tsx';

/** What belongs to a record: its notes, where the module can have them, and its files. */
export function RelatedSections({ module, id }: { readonly module: CrmModule; readonly id: string }) {
  return (
    <Stack gap="lg">
      {RELATED_MODULES.some((known) => known === module) && <NotesSection module={module} id={id} />}
      <AttachmentsSection module={module} id={id} />
    </Stack>
  );
}
