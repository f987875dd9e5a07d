/* oxlint-disable typescript/no-unsafe-argument, typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-return -- plain JavaScript: the page has no build step */
/** Makes an element. Members of `properties` are set as properties; strings among the children become text. */
export function element(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function list(items) {
  return element('ul', {}, items);
}

/** Replaces the content and keeps the focus on the item that had it. */
export function render(container, children) {
  const key = container.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  container.replaceChildren(...children);
  if (key) container.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

/** A button for one item of a list, opening its editor. */
export function item(key, onclick, ...children) {
  const button = element('button', { type: 'button', className: 'item', onclick }, ...children);
  button.dataset.key = key;
  return button;
}

export function mark(text) {
  return element('span', { className: 'mark' }, text);
}

/** A labelled form field. `kind` is an input type, `textarea`, or a list of `[value, label]` to choose from. */
export function field(name, label, kind, value, extra = {}) {
  const { wide, ...properties } = extra;
  const control = Array.isArray(kind)
    ? element(
        'select',
        { name },
        kind.map(([choice, text]) => element('option', { value: choice, selected: choice === value }, text)),
      )
    : kind === 'textarea'
      ? element('textarea', { name, value: value ?? '', rows: 3, ...properties })
      : kind === 'checkbox'
        ? element('input', { name, type: kind, checked: Boolean(value), ...properties })
        : element('input', { name, type: kind, value: value ?? '', ...properties });
  const className = [kind === 'checkbox' && 'check', (wide || kind === 'textarea') && 'wide']
    .filter(Boolean)
    .join(' ');
  return element('label', { className }, ...(kind === 'checkbox' ? [control, label] : [label, control]));
}

/** Says what went wrong, or that nothing is wrong any more. */
export function complain(error) {
  document.querySelector('#status').textContent = error ? error.message : '';
}

/** Opens the editor. `save` gets the form's values; what it throws is shown in the form, which stays as it is. */
export function edit({ title, fields, save, remove, extra = [] }) {
  const dialog = document.querySelector('#editor');
  const problem = element('p', { className: 'problem', role: 'alert', hidden: true });
  const attempt = async (action) => {
    try {
      await action();
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
  };
  const form = element(
    'form',
    {
      onsubmit: (event) => {
        event.preventDefault();
        const values = Object.fromEntries(
          [...form.elements]
            .filter(({ name }) => name)
            .map(({ name, type, checked, value }) => [name, type === 'checkbox' ? checked : value.trim()]),
        );
        void attempt(() => save(values));
      },
    },
    element('h2', { id: 'editor-title' }, title),
    element('div', { className: 'fields' }, fields),
    problem,
    element(
      'div',
      { className: 'actions' },
      remove &&
        element('button', { type: 'button', className: 'danger', onclick: () => attempt(remove) }, 'Delete'),
      extra,
      element('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'),
      element('button', { className: 'primary' }, 'Save'),
    ),
  );
  dialog.replaceChildren(form);
  if (!dialog.open) dialog.showModal();
}
