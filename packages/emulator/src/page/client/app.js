/* oxlint-disable typescript/no-unsafe-argument, typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-return -- plain JavaScript: the page has no build step */
import * as calendar from './calendar.js';
import * as contacts from './contacts.js';
import { complain, element, render } from './dom.js';
import * as tasks from './tasks.js';

const VIEWS = { calendar, contacts, tasks };
const REFRESH_MS = 2000;

const view = document.querySelector('#view');
const chooser = document.querySelector('#user');

let users = [];
let data;
let version = -1;

const currentView = () => (location.hash.slice(1) in VIEWS ? location.hash.slice(1) : 'calendar');
const currentUser = () => users.find(({ id }) => id === chooser.value) ?? users[0];

/** Loads and shows what is open. An answer that comes after another choice was made is dropped. */
async function refresh() {
  const [name, user] = [currentView(), currentUser()];
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#${name}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (!user) return render(view, [element('p', { className: 'empty' }, 'There are no mailboxes yet.')]);
  const loaded = await VIEWS[name].load(user);
  if (name !== currentView() || user !== currentUser()) return;
  data = loaded;
  render(view, VIEWS[name].show(user, loaded));
}

const refreshNow = () => void refresh().catch(complain);

/** Looks for changes; an open editor is not touched. */
async function poll() {
  try {
    const next = (await (await fetch('/mailbox/version')).json()).version;
    if (next !== version) {
      version = next;
      await loadUsers();
      await refresh();
    }
    complain(undefined);
  } catch (error) {
    complain(error);
  }
  setTimeout(() => void poll(), REFRESH_MS);
}

async function loadUsers() {
  const found = await (await fetch('/mailbox/users')).json();
  if (JSON.stringify(found) === JSON.stringify(users)) return;
  const chosen = chooser.value || localStorage.getItem('mailbox-user');
  users = found;
  chooser.replaceChildren(
    ...users.map(({ id, displayName, upn }) =>
      element('option', { value: id, selected: id === chosen }, `${displayName} (${upn})`),
    ),
  );
}

chooser.addEventListener('change', () => {
  localStorage.setItem('mailbox-user', chooser.value);
  refreshNow();
});
addEventListener('hashchange', refreshNow);
document.querySelector('#add').addEventListener('click', () => {
  if (data) VIEWS[currentView()].add(currentUser(), data);
});
document.querySelector('#editor').addEventListener('close', refreshNow);
void poll();
