import type { Route } from '../http/route.ts';
import { answerInvitationRoute } from './answer-invitation.ts';
import { cancelImportRoute } from './cancel-import.ts';
import { changeImportRoute } from './change-import.ts';
import { changeOwnerRoute } from './change-owner.ts';
import { changeOwnersRoute } from './change-owners.ts';
import { cloneProfileRoute } from './clone-profile.ts';
import { changeOccurrenceRoute } from './change-occurrence.ts';
import { leaveOutOccurrenceRoute } from './leave-out-occurrence.ts';
import { listOccurrencesRoute } from './list-occurrences.ts';
import { splitSeriesRoute } from './split-series.ts';
import { cloneRecordRoute } from './clone-record.ts';
import { configureSetupRoute } from './configure-setup.ts';
import { confirmDeletionsRoute } from './confirm-deletions.ts';
import { confirmMailRoute } from './confirm-mail.ts';
import { connectSetupRoute } from './connect-setup.ts';
import { convertRecordRoute } from './convert-record.ts';
import { countRecordsRoute } from './count-records.ts';
import { countUsersRoute } from './count-users.ts';
import { createApiClientRoute } from './create-api-client.ts';
import { createImportRoute } from './create-import.ts';
import { createRecordNotesRoute } from './create-record-notes.ts';
import { createRecordsRoute } from './create-records.ts';
import { createRolesRoute } from './create-roles.ts';
import { createUserGroupsRoute } from './create-user-groups.ts';
import { createUserRoute } from './create-user.ts';
import { decideMatchRoute } from './decide-match.ts';
import { deleteAttachmentRoute } from './delete-attachment.ts';
import { deleteAttachmentsRoute } from './delete-attachments.ts';
import { deletePhotoRoute } from './delete-photo.ts';
import { deleteProfileRoute } from './delete-profile.ts';
import { deleteRecordRoute } from './delete-record.ts';
import { deleteRecordsRoute } from './delete-records.ts';
import { deleteRoleRoute } from './delete-role.ts';
import { deleteUserGroupRoute } from './delete-user-group.ts';
import { deleteUserRoute } from './delete-user.ts';
import { disableSetupRoute } from './disable-setup.ts';
import { exportForecastsRoute } from './export-forecasts.ts';
import { exportImportRowsRoute } from './export-import-rows.ts';
import { exportRecordsRoute } from './export-records.ts';
import { exportUsersRoute } from './export-users.ts';
import { findDuplicatesRoute } from './find-duplicates.ts';
import { getAttachmentRoute } from './get-attachment.ts';
import { getConsentRoute } from './get-consent.ts';
import { getConversionOptionsRoute } from './get-conversion-options.ts';
import { getFieldRoute } from './get-field.ts';
import { getInvitationRoute } from './get-invitation.ts';
import { getImportRoute } from './get-import.ts';
import { getMicrosoftCardsRoute } from './get-microsoft-cards.ts';
import { getModuleRoute } from './get-module.ts';
import { getOrgRoute } from './get-org.ts';
import { getOrganisationRoute } from './get-organisation.ts';
import { getPhotoRoute } from './get-photo.ts';
import { getProfileRoute } from './get-profile.ts';
import { getRecordRoute } from './get-record.ts';
import { getRoleRoute } from './get-role.ts';
import { getSessionRoute } from './get-session.ts';
import { getCopiesRoute } from './get-copies.ts';
import { getSetupRoute } from './get-setup.ts';
import { getSyncSeriesRoute } from './get-sync-series.ts';
import { removeCopiesRoute } from './remove-copies.ts';
import { getUserGroupRoute } from './get-user-group.ts';
import { getUserRoute } from './get-user.ts';
import { getUserSyncsRoute } from './get-user-syncs.ts';
import { giveConsentRoute } from './give-consent.ts';
import { importAttachmentsRoute } from './import-attachments.ts';
import { issueGrantCodeRoute } from './issue-grant-code.ts';
import { listApiClientsRoute } from './list-api-clients.ts';
import { listAttachmentsRoute } from './list-attachments.ts';
import { listAuditRoute } from './list-audit.ts';
import { listAuthorizationsRoute } from './list-authorizations.ts';
import { listConflictsRoute } from './list-conflicts.ts';
import { listContainersRoute } from './list-containers.ts';
import { listDeletedRecordsRoute } from './list-deleted-records.ts';
import { listExtensionsRoute } from './list-extensions.ts';
import { listFieldsRoute } from './list-fields.ts';
import { listForecastsRoute } from './list-forecasts.ts';
import { listImportRowsRoute } from './list-import-rows.ts';
import { listImportsRoute } from './list-imports.ts';
import { listGroupsOfUserRoute } from './list-groups-of-user.ts';
import { listModulesRoute } from './list-modules.ts';
import { listOutcomesRoute } from './list-outcomes.ts';
import { listPeopleRoute } from './list-people.ts';
import { listPossibleMatchesRoute } from './list-possible-matches.ts';
import { listProfilesRoute } from './list-profiles.ts';
import { listRecordNotesRoute } from './list-record-notes.ts';
import { listRecordsRoute } from './list-records.ts';
import { listRolesRoute } from './list-roles.ts';
import { listSyncsRoute } from './list-syncs.ts';
import { listTicksRoute } from './list-ticks.ts';
import { listTimelineRoute } from './list-timeline.ts';
import { listUserGroupsRoute } from './list-user-groups.ts';
import { listUsersRoute } from './list-users.ts';
import { listWaitingItemsRoute } from './list-waiting-items.ts';
import { massChangeStatusRoute } from './mass-change-status.ts';
import { massDeleteRecordsRoute } from './mass-delete-records.ts';
import { massTransferRecordsRoute } from './mass-transfer-records.ts';
import { massUpdateRecordsRoute } from './mass-update-records.ts';
import { mergeRecordsRoute } from './merge-records.ts';
import { pauseSetupRoute } from './pause-setup.ts';
import { previewExtensionRoute } from './preview-extension.ts';
import { previewFieldUpdateRoute } from './preview-field-update.ts';
import { previewOrganisationUpdateRoute } from './preview-organisation-update.ts';
import { previewProfileDeletionRoute } from './preview-profile-deletion.ts';
import { previewProfileUpdateRoute } from './preview-profile-update.ts';
import { previewUserUpdateRoute } from './preview-user-update.ts';
import { readSheetRoute } from './read-sheet.ts';
import { restoreConflictRoute } from './restore-conflict.ts';
import { retryItemRoute } from './retry-item.ts';
import { revokeApiClientRoute } from './revoke-api-client.ts';
import { revokeAuthorizationRoute } from './revoke-authorization.ts';
import { runImportRoute } from './run-import.ts';
import { searchRecordsRoute } from './search-records.ts';
import { setExtensionRoute } from './set-extension.ts';
import { signOutRoute } from './sign-out.ts';
import { startSetupRoute } from './start-setup.ts';
import { syncNowRoute } from './sync-now.ts';
import { transferAndDeleteUserRoute } from './transfer-and-delete-user.ts';
import { updateFieldRoute } from './update-field.ts';
import { updateModuleRoute } from './update-module.ts';
import { updateOrganisationRoute } from './update-organisation.ts';
import { updateProfileRoute } from './update-profile.ts';
import { updateRecordRoute } from './update-record.ts';
import { updateRecordsRoute } from './update-records.ts';
import { updateRoleRoute } from './update-role.ts';
import { updateRolesRoute } from './update-roles.ts';
import { updateUserGroupRoute } from './update-user-group.ts';
import { updateUserGroupsRoute } from './update-user-groups.ts';
import { updateUserRoute } from './update-user.ts';
import { updateUsersRoute } from './update-users.ts';
import { uploadAttachmentRoute } from './upload-attachment.ts';
import { uploadPhotoRoute } from './upload-photo.ts';
import { upsertRecordsRoute } from './upsert-records.ts';
import { writeSheetRoute } from './write-sheet.ts';

/** What every contract does, one file each. */
export const ROUTES: readonly Route[] = [
  answerInvitationRoute,
  cancelImportRoute,
  changeImportRoute,
  changeOwnerRoute,
  changeOwnersRoute,
  cloneProfileRoute,
  cloneRecordRoute,
  splitSeriesRoute,
  listOccurrencesRoute,
  leaveOutOccurrenceRoute,
  changeOccurrenceRoute,
  configureSetupRoute,
  confirmDeletionsRoute,
  confirmMailRoute,
  connectSetupRoute,
  convertRecordRoute,
  countRecordsRoute,
  countUsersRoute,
  createApiClientRoute,
  createImportRoute,
  createRecordNotesRoute,
  createRecordsRoute,
  createRolesRoute,
  createUserGroupsRoute,
  createUserRoute,
  decideMatchRoute,
  deleteAttachmentRoute,
  deleteAttachmentsRoute,
  deletePhotoRoute,
  deleteProfileRoute,
  deleteRecordRoute,
  deleteRecordsRoute,
  deleteRoleRoute,
  deleteUserGroupRoute,
  deleteUserRoute,
  disableSetupRoute,
  exportForecastsRoute,
  exportImportRowsRoute,
  exportRecordsRoute,
  exportUsersRoute,
  findDuplicatesRoute,
  getAttachmentRoute,
  getConsentRoute,
  getConversionOptionsRoute,
  getFieldRoute,
  getInvitationRoute,
  getImportRoute,
  getMicrosoftCardsRoute,
  getModuleRoute,
  getOrgRoute,
  getOrganisationRoute,
  getPhotoRoute,
  getProfileRoute,
  getRecordRoute,
  getRoleRoute,
  getSessionRoute,
  getCopiesRoute,
  getSetupRoute,
  getSyncSeriesRoute,
  removeCopiesRoute,
  getUserGroupRoute,
  getUserRoute,
  getUserSyncsRoute,
  giveConsentRoute,
  importAttachmentsRoute,
  issueGrantCodeRoute,
  listApiClientsRoute,
  listAttachmentsRoute,
  listAuditRoute,
  listAuthorizationsRoute,
  listConflictsRoute,
  listContainersRoute,
  listDeletedRecordsRoute,
  listExtensionsRoute,
  listFieldsRoute,
  listForecastsRoute,
  listImportRowsRoute,
  listImportsRoute,
  listGroupsOfUserRoute,
  listModulesRoute,
  listOutcomesRoute,
  listPeopleRoute,
  listPossibleMatchesRoute,
  listProfilesRoute,
  listRecordNotesRoute,
  listRecordsRoute,
  listRolesRoute,
  listSyncsRoute,
  listTicksRoute,
  listTimelineRoute,
  listUserGroupsRoute,
  listUsersRoute,
  listWaitingItemsRoute,
  massChangeStatusRoute,
  massDeleteRecordsRoute,
  massTransferRecordsRoute,
  massUpdateRecordsRoute,
  mergeRecordsRoute,
  pauseSetupRoute,
  previewExtensionRoute,
  previewFieldUpdateRoute,
  previewOrganisationUpdateRoute,
  previewProfileDeletionRoute,
  previewProfileUpdateRoute,
  previewUserUpdateRoute,
  readSheetRoute,
  restoreConflictRoute,
  retryItemRoute,
  revokeApiClientRoute,
  revokeAuthorizationRoute,
  runImportRoute,
  searchRecordsRoute,
  setExtensionRoute,
  signOutRoute,
  startSetupRoute,
  syncNowRoute,
  transferAndDeleteUserRoute,
  updateFieldRoute,
  updateModuleRoute,
  updateOrganisationRoute,
  updateProfileRoute,
  updateRecordRoute,
  updateRecordsRoute,
  updateRoleRoute,
  updateRolesRoute,
  updateUserGroupRoute,
  updateUserGroupsRoute,
  updateUserRoute,
  updateUsersRoute,
  uploadAttachmentRoute,
  uploadPhotoRoute,
  upsertRecordsRoute,
  writeSheetRoute,
];
