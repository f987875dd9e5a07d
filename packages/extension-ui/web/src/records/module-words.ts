import { listModules, type CrmModule, type ModuleMetadata } from '@syncgrant/contracts';
import { useApi } from '../api/use-api.ts';

/** What a module and its records are called. */
export interface ModuleWords {
  readonly one: string;
  readonly many: string;
}

export const wordsOf = (module: Pick<ModuleMetadata, 'singular_label' | 'plural_label'>): ModuleWords => ({
  one: module.singular_label,
  many: module.plural_label,
});

/** The modules as the person sees them; they may have been given other names. */
export const useModules = () => useApi(listModules, {});

export const findModule = (
  modules: readonly ModuleMetadata[],
  module: CrmModule,
): ModuleMetadata | undefined => modules.find(({ api_name }) => api_name === module);
