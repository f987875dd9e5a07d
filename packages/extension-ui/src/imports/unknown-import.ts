import { unknownId } from '../http/answer.ts';

/** The answer to the number of an import that is not there, or is somebody else's. */
export const UNKNOWN_IMPORT = unknownId({ param_name: 'import_id', resource_path_index: 2 });
