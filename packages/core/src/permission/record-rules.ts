import { numberOf } from './catalogue.ts';
import type { ModuleRight, ModuleRights } from './module-rights.ts';
import { decidePermission, holds, type Switches } from './permission-decision.ts';
import type { Via } from './request.ts';
import type { Decision, RecordAction, Refused } from './rule.ts';

/** The rules about records, worked through once for every question when a profile is compiled. */

const API_ACCESS = numberOf('Crm_Implied_Api_Access');
const ACCESS_ALL_RECORDS = numberOf('Crm_Implied_Access_All_Records');

/** May this be done with a module's records, the user's own or those of others? */
export function answerRecord(
  switches: Switches,
  rights: ModuleRights,
  action: RecordAction,
  via: Via | undefined,
  owned: boolean,
): Decision {
  const decision = answerAction(switches, rights, action, via, owned);
  // Importing for others has a permission of its own.
  if (!decision.granted || owned || via === 'import') return decision;
  const everyone = decidePermission(switches, ACCESS_ALL_RECORDS);
  return everyone.granted ? decision : everyone;
}

/** May the record of another user be viewed because the user takes part in it? It opens nothing but viewing. */
export function answerTakingPart(switches: Switches, rights: ModuleRights, via: Via | undefined): Decision {
  const others = answerRecord(switches, rights, 'view', via, false);
  if (others.granted || rights.takesPart === undefined) return others;
  const own = answerRecord(switches, rights, 'view', via, true);
  return own.granted ? rights.takesPart : own;
}

/** A field can be written while editing or while creating. When neither is allowed, Edit's refusal is told. */
export function answerWriting(switches: Switches, rights: ModuleRights, via: Via | undefined): Decision {
  const edit = answerRecord(switches, rights, 'edit', via, true);
  if (edit.granted) return edit;
  const create = answerRecord(switches, rights, 'create', via, true);
  return create.granted ? create : edit;
}

/** Whether read-only fields of the module can be written in sheets and imports: Import and Sheet View together. */
export function opensReadOnly(switches: Switches, { sheet, import: importing }: ModuleRights): boolean {
  return (
    sheet.number !== undefined &&
    importing.number !== undefined &&
    holds(switches, sheet.number) &&
    holds(switches, importing.number)
  );
}

function answerAction(
  switches: Switches,
  rights: ModuleRights,
  action: RecordAction,
  via: Via | undefined,
  owned: boolean,
): Decision {
  const right = rights[action];
  const notOffered = rights.notOffered[action];
  switch (via) {
    case undefined:
      return answerRight(switches, right, notOffered);
    case 'api': {
      const access = decidePermission(switches, API_ACCESS);
      return access.granted ? answerRight(switches, right, notOffered) : access;
    }
    case 'sheet':
      return answerBoth(switches, rights.sheet, inSheet(rights, action), notOffered);
    case 'import': {
      if (action === 'delete') return notOffered;
      const importing = owned ? rights.import : rights.importOrganisation;
      return action === 'create'
        ? answerRight(switches, importing, notOffered)
        : answerBoth(switches, importing, right, notOffered);
    }
    case 'export':
      return action === 'view' ? answerBoth(switches, right, rights.export, notOffered) : notOffered;
  }
}

function inSheet(rights: ModuleRights, action: RecordAction): ModuleRight {
  if (action === 'create') return rights.createInSheet;
  return action === 'edit' ? rights.editInSheet : rights[action];
}

function answerBoth(
  switches: Switches,
  first: ModuleRight,
  second: ModuleRight,
  notOffered: Refused,
): Decision {
  const decision = answerRight(switches, first, notOffered);
  return decision.granted ? answerRight(switches, second, notOffered) : decision;
}

function answerRight(switches: Switches, { number, standIns }: ModuleRight, notOffered: Refused): Decision {
  if (number === undefined) return notOffered;
  const decision = decidePermission(switches, number);
  if (decision.granted) return decision;
  for (const standIn of standIns) if (holds(switches, standIn.number)) return standIn.granted;
  return decision;
}
