import { createTheme, type CSSVariablesResolver } from '@mantine/core';
import classes from './theme.module.css';

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: 7,
  defaultRadius: 'md',
  fontFamily: "'Inter', 'Segoe UI Variable Text', 'Segoe UI', system-ui, -apple-system, sans-serif",
  headings: { fontWeight: '650', sizes: { h2: { fontSize: '1.5rem' }, h3: { fontSize: '1.0625rem' } } },
  cursorType: 'pointer',
  autoContrast: true,
  components: {
    Badge: { styles: { root: { flexShrink: 0 } } },
    Card: { defaultProps: { withBorder: true, padding: 'lg' } },
    Modal: { styles: { title: { fontSize: 'var(--mantine-font-size-lg)', fontWeight: 650 } } },
    NavLink: { styles: { root: { borderRadius: 'var(--mantine-radius-md)' } } },
    Switch: {
      classNames: {
        input: classes['switchInput'] ?? '',
        track: classes['switchTrack'] ?? '',
        thumb: classes['switchThumb'] ?? '',
        label: classes['switchLabel'] ?? '',
      },
    },
    Tooltip: {
      defaultProps: { multiline: true, maw: 320, events: { hover: true, focus: true, touch: true } },
    },
  },
});

/**
 * Mantine's quieter colours, taken to a contrast of at least 4.5 to 1 where they carry small text; in the dark, what
 * is dangerous stays red and what is disabled stands out from its card.
 */
export const readableColours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5c656e',
    '--mantine-color-placeholder': '#6b747d',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-yellow-light-color': '#7a4b00',
    '--mantine-color-orange-light-color': '#9a3412',
    '--mantine-color-blue-light-color': '#0b5394',
    '--mantine-color-teal-light-color': '#066649',
    '--mantine-color-red-light-color': '#b02525',
    '--mantine-color-grape-light-color': '#862e9c',
  },
  dark: {
    '--mantine-color-dimmed': '#a3a8ae',
    '--mantine-color-placeholder': '#9097a0',
    '--mantine-color-error': 'var(--mantine-color-red-5)',
    '--mantine-color-red-light-color': 'var(--mantine-color-red-4)',
    '--mantine-color-disabled': 'var(--mantine-color-dark-5)',
    '--mantine-color-disabled-color': 'var(--mantine-color-dark-2)',
  },
});
