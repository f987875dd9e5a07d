import { createTheme } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 'md',
  fontFamily: "'Inter', 'Segoe UI Variable Text', 'Segoe UI', system-ui, -apple-system, sans-serif",
  headings: { fontWeight: '650', sizes: { h2: { fontSize: '1.5rem' }, h3: { fontSize: '1.0625rem' } } },
  cursorType: 'pointer',
  autoContrast: true,
  components: {
    Card: { defaultProps: { withBorder: true, padding: 'lg' } },
    NavLink: { styles: { root: { borderRadius: 'var(--mantine-radius-md)' } } },
    Tooltip: {
      defaultProps: { multiline: true, maw: 320, events: { hover: true, focus: true, touch: true } },
    },
  },
});
