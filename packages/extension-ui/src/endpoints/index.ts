import type { Route } from '../http/route.ts';
import { changeOwnerRoute } from './change-owner.ts';
import { changeOwnersRoute } from './change-owners.ts';
import { cloneProfileRoute } from './clone-profile.ts';
import { configureSetupRoute } from './configure-setup.ts';
import { confirmDeletionsRoute } from './confirm-deletions.ts';
import { connectSetupRoute } from './connect-setup.ts';
import { countRecordsRoute } from './count-records.ts';
import { createApiClientRoute } from './create-api-client.ts';
import { createRecordsRoute } from './create-records.ts';
import { createUserRoute } from './create-user.ts';
import { deleteAttachmentRoute } from './delete-attachment.ts';
import { deleteAttachmentsRoute } from './delete-attachments.ts';
import { deleteProfileRoute } from './delete-profile.ts';
import { deleteRecordRoute } from './delete-record.ts';
import { deleteRecordsRoute } from './delete-records.ts';
import { disableSetupRoute } from './disable-setup.ts';
import { getAttachmentRoute } from './get-attachment.ts';
import { getConsentRoute } from './get-consent.ts';
import { exportRecordsRoute } from './export-records.ts';
import { getMicrosoftCardsRoute } from './get-microsoft-cards.ts';
import { getModuleRoute } from './get-module.ts';
import { getOrgRoute } from './get-org.ts';
import { getOrganisationRoute } from './get-organisation.ts';
import { getProfileRoute } from './get-profile.ts';
import { getRecordRoute } from './get-record.ts';
import { getRoleRoute } from './get-role.ts';
import { getSessionRoute } from './get-session.ts';
import { getSetupRoute } from './get-setup.ts';
import { getUserRoute } from './get-user.ts';
import { giveConsentRoute } from './give-consent.ts';
import { importAttachmentsRoute } from './import-attachments.ts';
import { issueGrantCodeRoute } from './issue-grant-code.ts';
import { listApiClientsRoute } from './list-api-clients.ts';
import { listAttachmentsRoute } from './list-attachments.ts';
import { listAuditRoute } from './list-audit.ts';
import { listConflictsRoute } from './list-conflicts.ts';
import { listContainersRoute } from './list-containers.ts';
import { listDeletedRecordsRoute } from './list-deleted-records.ts';
import { listExtensionsRoute } from './list-extensions.ts';
import { listFieldsRoute } from './list-fields.ts';
import { listModulesRoute } from './list-modules.ts';
import { listOutcomesRoute } from './list-outcomes.ts';
import { listPeopleRoute } from './list-people.ts';
import { listProfilesRoute } from './list-profiles.ts';
import { listRecordsRoute } from './list-records.ts';
import { listRolesRoute } from './list-roles.ts';
import { listTimelineRoute } from './list-timeline.ts';
import { listUsersRoute } from './list-users.ts';
import { massChangeStatusRoute } from './mass-change-status.ts';
import { massDeleteRecordsRoute } from './mass-delete-records.ts';
import { massTransferRecordsRoute } from './mass-transfer-records.ts';
import { massUpdateRecordsRoute } from './mass-update-records.ts';
import { pauseSetupRoute } from './pause-setup.ts';
import { previewExtensionRoute } from './preview-extension.ts';
import { previewFieldUpdateRoute } from './preview-field-update.ts';
import { previewOrganisationUpdateRoute } from './preview-organisation-update.ts';
import { previewProfileDeletionRoute } from './preview-profile-deletion.ts';
import { previewProfileUpdateRoute } from './preview-profile-update.ts';
import { previewUserUpdateRoute } from './preview-user-update.ts';
import { revokeApiClientRoute } from './revoke-api-client.ts';
import { searchRecordsRoute } from './search-records.ts';
import { setExtensionRoute } from './set-extension.ts';
import { signOutRoute } from './sign-out.ts';
import { startSetupRoute } from './start-setup.ts';
import { syncNowRoute } from './sync-now.ts';
import { updateFieldRoute } from './update-field.ts';
import { updateOrganisationRoute } from './update-organisation.ts';
import { updateProfileRoute } from './update-profile.ts';
import { updateRecordRoute } from './update-record.ts';
import { updateRecordsRoute } from './update-records.ts';
import { updateUserRoute } from './update-user.ts';
import { uploadAttachmentRoute } from './upload-attachment.ts';
import { upsertRecordsRoute } from './upsert-records.ts';

/** What every contract does, one file each. */
export const ROUTES: readonly Route[] = [
  changeOwnerRoute,
  changeOwnersRoute,
  cloneProfileRoute,
  configureSetupRoute,
  confirmDeletionsRoute,
  connectSetupRoute,
  countRecordsRoute,
  createApiClientRoute,
  createRecordsRoute,
  createUserRoute,
  deleteAttachmentRoute,
  deleteAttachmentsRoute,
  deleteProfileRoute,
  deleteRecordRoute,
  deleteRecordsRoute,
  disableSetupRoute,
  getAttachmentRoute,
  getConsentRoute,
  exportRecordsRoute,
  getMicrosoftCardsRoute,
  getModuleRoute,
  getOrgRoute,
  getOrganisationRoute,
  getProfileRoute,
  getRecordRoute,
  getRoleRoute,
  getSessionRoute,
  getSetupRoute,
  getUserRoute,
  giveConsentRoute,
  importAttachmentsRoute,
  issueGrantCodeRoute,
  listApiClientsRoute,
  listAttachmentsRoute,
  listAuditRoute,
  listConflictsRoute,
  listContainersRoute,
  listDeletedRecordsRoute,
  listExtensionsRoute,
  listFieldsRoute,
  listModulesRoute,
  listOutcomesRoute,
  listPeopleRoute,
  listProfilesRoute,
  listRecordsRoute,
  listRolesRoute,
  listTimelineRoute,
  listUsersRoute,
  massChangeStatusRoute,
  massDeleteRecordsRoute,
  massTransferRecordsRoute,
  massUpdateRecordsRoute,
  pauseSetupRoute,
  previewExtensionRoute,
  previewFieldUpdateRoute,
  previewOrganisationUpdateRoute,
  previewProfileDeletionRoute,
  previewProfileUpdateRoute,
  previewUserUpdateRoute,
  revokeApiClientRoute,
  searchRecordsRoute,
  setExtensionRoute,
  signOutRoute,
  startSetupRoute,
  syncNowRoute,
  updateFieldRoute,
  updateOrganisationRoute,
  updateProfileRoute,
  updateRecordRoute,
  updateRecordsRoute,
  updateUserRoute,
  uploadAttachmentRoute,
  upsertRecordsRoute,
];
