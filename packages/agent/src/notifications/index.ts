export { NOTIFICATION_PATH } from './notification-address.ts';
export { NoticeInbox } from './notice-inbox.ts';
export { noticeTargetSchema, readNotices } from './notice.ts';
export { receiveNotice } from './receive-notice.ts';
