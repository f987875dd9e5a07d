import { expect } from 'vitest';
import type { RecordModule } from '@syncgrant/core';
import { held, refusalOf, type Sdk } from './sdk.ts';

interface SdkAnswer {
  getObject(): unknown;
  getStatusCode(): number;
}

type SdkRecord = InstanceType<Sdk['Record']['Record']>;
/** A parameter of the SDK with its value. */
export type Parameter = readonly [InstanceType<Sdk['Param']>, unknown];

/** Records as a program of the SDK reads and writes them. */
export function recordClient(sdk: Sdk) {
  const recordsOf = (module: RecordModule) => new sdk.Record.RecordOperations(module);

  const recordWith = (values: Record<string, unknown>): SdkRecord => {
    const record = new sdk.Record.Record();
    for (const [name, value] of Object.entries(values)) record.addKeyValue(name, value);
    return record;
  };

  const bodyOf = (...records: SdkRecord[]) => {
    const body = new sdk.Record.BodyWrapper();
    body.setData(records);
    return body;
  };

  async function parameters(...given: readonly Parameter[]): Promise<InstanceType<Sdk['ParameterMap']>> {
    const map = new sdk.ParameterMap();
    for (const [name, value] of given) await map.add(name, value);
    return map;
  }

  /** The id of the record that was written; throws on a refusal. */
  function written(answer: SdkAnswer): bigint {
    const [item] = held(answer, sdk.Record.ActionWrapper).getData();
    if (!(item instanceof sdk.Record.SuccessResponse)) throw new Error(`refused: ${JSON.stringify(item)}`);
    return BigInt(String(item.getDetails().get('id')));
  }

  /** Why the record was not written; throws when it was. */
  function refused(answer: SdkAnswer) {
    const [item] = held(answer, sdk.Record.ActionWrapper).getData();
    if (!(item instanceof sdk.Record.APIException)) throw new Error('not refused');
    return refusalOf(item);
  }

  const create = async (module: RecordModule, values: Record<string, unknown>) =>
    written(await recordsOf(module).createRecords(bodyOf(recordWith(values))));

  async function read(module: RecordModule, id: bigint): Promise<SdkRecord> {
    const [record] = held(await recordsOf(module).getRecord(id), sdk.Record.ResponseWrapper).getData();
    if (record === undefined) throw new Error('no record');
    return record;
  }

  const fieldsOf = async (module: RecordModule) => {
    const map = await parameters([sdk.Fields.GetFieldsParam.MODULE, module]);
    const answer = await new sdk.Fields.FieldsOperations().getFields(map);
    return held(answer, sdk.Fields.ResponseWrapper).getFields();
  };

  /** Sets what a profile may do with a field, as an administrator does. */
  async function restrict(
    profileId: string,
    module: RecordModule,
    field: string,
    permission: 'read_write' | 'read_only' | 'hidden',
  ): Promise<void> {
    const known = (await fieldsOf(module)).find((one) => one.getAPIName() === field);
    if (known === undefined) throw new Error(`no field ${field}`);
    const profile = new sdk.Fields.Profile();
    profile.setId(BigInt(profileId));
    profile.setPermissionType(permission);
    const change = new sdk.Fields.Fields();
    change.setProfiles([profile]);
    const body = new sdk.Fields.BodyWrapper();
    body.setFields([change]);
    const map = await parameters([sdk.Fields.UpdateFieldParam.MODULE, module]);
    const answer = await new sdk.Fields.FieldsOperations().updateField(known.getId(), body, map);
    const [item] = held(answer, sdk.Fields.ActionWrapper).getFields();
    expect(item).toBeInstanceOf(sdk.Fields.SuccessResponse);
  }

  return { recordsOf, recordWith, bodyOf, parameters, written, refused, create, read, fieldsOf, restrict };
}

export type RecordClient = ReturnType<typeof recordClient>;
