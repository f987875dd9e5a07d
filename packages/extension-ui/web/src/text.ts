import { audit } from './text/audit.ts';
import { customization } from './text/customization.ts';
import { impact } from './text/impact.ts';
import { marketplaceTexts } from './text/marketplace.ts';
import { organisation } from './text/organisation.ts';
import { people } from './text/people.ts';
import { profileTexts } from './text/profiles.ts';
import { programs } from './text/programs.ts';
import { recordTexts } from './text/records.ts';
import { setupPageTexts } from './text/setup-page.ts';
import { setupTexts } from './text/setup.ts';
import { sheet } from './text/sheet.ts';
import { frame } from './text/shell.ts';
import { signIn } from './text/sign-in.ts';
import { syncHealth } from './text/sync-health.ts';

/** Everything the pages say, in English. A translation is another object of this shape. */
export const text = {
  ...frame,
  signIn,
  ...marketplaceTexts,
  ...setupTexts,
  ...setupPageTexts,
  records: recordTexts,
  ...profileTexts,
  organisation,
  customization,
  impact,
  people,
  programs,
  sheet,
  audit,
  syncHealth,
};
