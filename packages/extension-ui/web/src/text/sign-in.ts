/** Of the page to sign in on. */
export const signIn = {
  title: 'Sign in',
  lead: 'Meetings, contacts and tasks in step with Microsoft 365',
  action: 'Sign in with Microsoft',
  note: 'Signing in shares your name and address only. Which mailbox to sync is asked for later.',
  failed: 'You could not be signed in',
  unknown: 'Microsoft did not complete the sign-in. Please try again.',
  problems: {
    declined: 'The sign-in was cancelled, or your organisation does not allow it. You can try again.',
    admin_consent:
      'Your organisation has to allow this application first. Please ask its Microsoft administrator.',
    sign_in: 'Microsoft asks you to sign in again.',
  },
};
