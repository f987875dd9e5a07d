import { SYNC_MODULES } from '@syncgrant/core';
import { MAILBOX_MODULES } from '@syncgrant/microsoft';
import { FORMS } from './forms.ts';
import type { Office } from './office.ts';
import type { Restrictions } from './person.ts';
import type { Step } from './step.ts';

/** What nobody writes, but somebody or Microsoft decides about the syncs. */
export type Decree = Extract<
  Step,
  {
    do:
      | 'permit'
      | 'restrict'
      | 'assign'
      | 'extension'
      | 'pause'
      | 'disable'
      | 'policy'
      | 'direct'
      | 'revoke sessions'
      | 'revoke consent'
      | 'expire deltas'
      | 'lifecycle';
  }
>;

/** Carries it out; when it resolves, it was answered. */
export async function decree(office: Office, step: Decree): Promise<void> {
  switch (step.do) {
    case 'permit': {
      const { off } = profileOf(office, step.profile);
      if (step.on) off.delete(step.permission);
      else off.add(step.permission);
      return office.saveGrants();
    }
    case 'restrict': {
      const { fields } = profileOf(office, step.profile);
      const free = FORMS[step.module].fields.filter(({ named }) => named !== true);
      const field = free[step.field % free.length]?.crm ?? '';
      const { module } = SYNC_MODULES[step.module];
      if (step.to === null) fields.delete(`${module}.${field}`);
      else fields.set(`${module}.${field}`, { module, field, to: step.to });
      return office.saveGrants();
    }
    case 'assign': {
      const person = office.person(step.user);
      person.profile = step.profile;
      person.active = step.active;
      return office.saveGrants();
    }
    case 'extension':
      office.extensionOn = step.on;
      return office.saveGrants();
    case 'pause':
      if (!office.modules.includes(step.module)) return;
      return office.pause(office.person(step.user), step.module, step.on);
    case 'disable':
      if (!office.modules.includes(step.module)) return;
      return office.disable(office.person(step.user), step.module, step.on);
    case 'policy':
      if (!office.modules.includes(step.module)) return;
      return office.choosePolicy(office.person(step.user), step.module, step.policy);
    case 'direct':
      if (!office.modules.includes(step.module)) return;
      return office.chooseDirection(office.person(step.user), step.module, step.direction);
    case 'revoke sessions':
      return office.outlook.control('revoke-sessions', { mailbox: office.person(step.user).upn });
    case 'revoke consent': {
      const scopes = [MAILBOX_MODULES[step.module].scope];
      return office.outlook.control('revoke-consent', { mailbox: office.person(step.user).upn, scopes });
    }
    case 'expire deltas':
      return office.outlook.control('expire-delta', { mailbox: office.person(step.user).upn });
    case 'lifecycle': {
      const { upn: mailbox } = office.person(step.user);
      return office.outlook.control('lifecycle', { mailbox, event: step.event });
    }
  }
}

function profileOf({ profiles }: Office, number: number): Restrictions {
  const profile = profiles[number];
  if (profile === undefined) throw new Error('there is no such profile');
  return profile;
}
