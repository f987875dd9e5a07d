import { html, raw } from 'hono/html';
import type { User } from '../model/rows.ts';

type Markup = ReturnType<typeof html>;

/** What each permission lets an application do, in the words of a consent page. */
const SCOPE_TEXTS: Readonly<Record<string, string>> = {
  'User.Read': 'Sign you in and read your profile',
  'Calendars.Read': 'Read your calendars',
  'Calendars.ReadWrite': 'Have full access to your calendars',
  'Contacts.Read': 'Read your contacts',
  'Contacts.ReadWrite': 'Have full access to your contacts',
  'Tasks.Read': 'Read your tasks and task lists',
  'Tasks.ReadWrite': 'Create, read, update and delete your tasks and task lists',
  'MailboxSettings.Read': 'Read your mailbox settings, such as your time zone',
};

/** Picks the account; no password, since this is a demonstration. */
export function accountPicker(
  users: readonly User[],
  hint: string | undefined,
  fields: URLSearchParams,
): Promise<Response> {
  const first = (user: User) => (user.upn.toLowerCase() === hint?.toLowerCase() ? 0 : 1);
  return page(
    'Pick an account',
    html`<h1>Pick an account</h1>
      <p class="hint">These people are emulated. No password is needed.</p>
      <form method="post">
        ${hidden(fields)}
        ${users
          .toSorted((a, b) => first(a) - first(b))
          .map(
            (user) =>
              html`<button class="account" name="account" value="${user.id}">
                <span class="avatar" aria-hidden="true">${user.displayName.slice(0, 1)}</span>
                <span><strong>${user.displayName}</strong><br /><small>${user.upn}</small></span>
              </button>`,
          )}
      </form>
      <form method="post">
        ${hidden(fields)}<button class="quiet" name="cancel" value="1">Cancel</button>
      </form>`,
  );
}

export function consentPage(
  user: User,
  scopes: readonly string[],
  fields: URLSearchParams,
  onBehalf = false,
): Promise<Response> {
  return page(
    'Permissions requested',
    html`<p class="hint">${user.upn}</p>
      <h1>Permissions requested</h1>
      <p>This application would like to:</p>
      <ul>
        ${scopes.map((scope) => html`<li>${SCOPE_TEXTS[scope] ?? scope} <small>${scope}</small></li>`)}
      </ul>
      ${onBehalf ? html`<p>Accepting grants this for everyone in the organisation.</p>` : ''}
      <form method="post" class="row">
        ${hidden(fields)}
        <button class="quiet" name="decision" value="cancel">Cancel</button>
        <button class="primary" name="decision" value="accept">Accept</button>
      </form>`,
  );
}

export function adminConsentNeeded(user: User, fields: URLSearchParams): Promise<Response> {
  return page(
    'Need admin approval',
    html`<p class="hint">${user.upn}</p>
      <h1>Need admin approval</h1>
      <p>
        This application needs permission to access resources in your organisation that only an administrator
        can grant.
      </p>
      <p><small>AADSTS90094</small></p>
      <form method="post">
        ${hidden(fields)}<button name="decision" value="return">
          Return to the application without granting consent
        </button>
      </form>`,
  );
}

export function errorPage(message: string): Promise<Response> {
  return page(
    'Sign in',
    html`<h1>Sorry, but we’re having trouble signing you in.</h1>
      <p>${message}</p>`,
    400,
  );
}

/** A page that posts its fields to the application by itself (response_mode=form_post). */
export function postBack(address: string, fields: URLSearchParams): Promise<Response> {
  return page(
    'Working…',
    html`<form method="post" action="${address}">${hidden(fields)}<button>Continue</button></form>
      <script>
        document.forms[0].submit();
      </script>`,
  );
}

function hidden(fields: URLSearchParams): Markup[] {
  return [...fields].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);
}

async function page(title: string, content: Markup, status = 200): Promise<Response> {
  const document = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <p class="brand">Emulated Microsoft 365 sign-in</p>
          ${content}
        </main>
      </body>
    </html>`;
  return new Response(String(document), {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#eef1f4, #16181b); }
main { box-sizing: border-box; width: min(27rem, 100vw); padding: 2rem; border-radius: 0.75rem;
  background: light-dark(#fff, #212428); box-shadow: 0 2px 12px rgb(0 0 0 / 0.12); }
h1 { font-size: 1.4rem; font-weight: 600; margin: 0.25rem 0 0.75rem; }
.brand { margin: 0 0 1rem; font-size: 0.8rem; color: light-dark(#7a4b00, #ffc46b); }
.hint, small { color: light-dark(#5c636b, #a3abb3); }
.hint { margin: 0 0 0.75rem; }
ul { padding-left: 1.2rem; } li { margin: 0.4rem 0; } li small { display: block; }
button { font: inherit; padding: 0.5rem 1.25rem; border-radius: 0.4rem; cursor: pointer;
  border: 1px solid light-dark(#c6ccd2, #474d54); background: transparent; color: inherit; }
button:hover { background: light-dark(#f2f5f8, #2b2f34); }
button:focus-visible { outline: 3px solid light-dark(#0f62c6, #7db5ff); outline-offset: 2px; }
.primary { background: #0f62c6; border-color: #0f62c6; color: #fff; } .primary:hover { background: #0c519f; }
.account { display: flex; gap: 0.9rem; align-items: center; width: 100%; padding: 0.6rem 0.75rem; margin: 0.4rem 0; text-align: left; }
.avatar { display: grid; place-items: center; flex: none; width: 2.4rem; height: 2.4rem; border-radius: 50%;
  background: #0f62c6; color: #fff; font-weight: 600; }
.row { display: flex; justify-content: flex-end; gap: 0.75rem; margin-top: 1.5rem; }
.quiet { margin-top: 0; }
`;
