/* oxlint-disable typescript/no-unsafe-argument, typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-return -- plain JavaScript: the page has no build step */
import { edit, element, field, item, list, mark } from './dom.js';
import { graph, items } from './graph.js';

export async function load(user) {
  const folders = [{ id: 'contacts', displayName: 'Contacts' }, ...(await items(user, '/contactFolders'))];
  const contacts = await Promise.all(
    folders.map(async (folder) =>
      (await items(user, `/contactFolders/${folder.id}/contacts`)).map((contact) => ({ ...contact, folder })),
    ),
  );
  return { folders, contacts: contacts.flat().toSorted((a, b) => a.fileAs.localeCompare(b.fileAs)) };
}

export function show(user, { contacts }) {
  if (contacts.length === 0) return [element('p', { className: 'empty' }, 'There are no contacts.')];
  const letters = Map.groupBy(contacts, ({ fileAs }) => (fileAs[0] ?? '#').toUpperCase());
  return [...letters].flatMap(([letter, ofLetter]) => [
    element('h2', {}, letter),
    list(
      ofLetter.map((contact) =>
        element(
          'li',
          {},
          item(
            contact.id,
            () => open(user, contact),
            element(
              'span',
              { className: 'what' },
              contact.displayName || '(no name)',
              element('small', {}, [contact.jobTitle, contact.companyName].filter(Boolean).join(', ')),
            ),
            element(
              'span',
              { className: 'what' },
              element('small', {}, contact.emailAddresses[0]?.address ?? '', ' ', phone(contact)),
            ),
            element(
              'span',
              { className: 'marks' },
              contact.folder.id === 'contacts' ? [] : mark(contact.folder.displayName),
            ),
          ),
        ),
      ),
    ),
  ]);
}

export function add(user, { folders }) {
  const where =
    folders.length > 1 &&
    field(
      'folder',
      'Folder',
      folders.map(({ id, displayName }) => [id, displayName]),
      'contacts',
    );
  edit({
    title: 'New contact',
    fields: [...fields({ emailAddresses: [], businessPhones: [] }), where],
    save: ({ folder = 'contacts', ...values }) =>
      graph(user, 'POST', `/contactFolders/${folder}/contacts`, body(values)),
  });
}

function open(user, contact) {
  edit({
    title: 'Contact',
    fields: fields(contact),
    save: (values) => graph(user, 'PATCH', `/contacts/${contact.id}`, body(values)),
    remove: () => graph(user, 'DELETE', `/contacts/${contact.id}`),
  });
}

function fields(contact) {
  return [
    field('givenName', 'First name', 'text', contact.givenName, { autofocus: true }),
    field('surname', 'Last name', 'text', contact.surname),
    field('companyName', 'Company', 'text', contact.companyName),
    field('jobTitle', 'Job title', 'text', contact.jobTitle),
    field(
      'emails',
      'E-mail addresses (up to three)',
      'text',
      contact.emailAddresses.map(({ address }) => address).join(', '),
      { wide: true },
    ),
    field('phones', 'Business phones (up to two)', 'text', contact.businessPhones.join(', ')),
    field('mobilePhone', 'Mobile phone', 'tel', contact.mobilePhone),
    field('personalNotes', 'Notes', 'textarea', contact.personalNotes),
  ];
}

function body({ emails, phones, ...values }) {
  const split = (text) =>
    text
      .split(/[,;]+/)
      .map((part) => part.trim())
      .filter(Boolean);
  return {
    ...values,
    emailAddresses: split(emails).map((address) => ({ address })),
    businessPhones: split(phones),
  };
}

const phone = ({ mobilePhone, businessPhones }) => mobilePhone || businessPhones[0] || '';
