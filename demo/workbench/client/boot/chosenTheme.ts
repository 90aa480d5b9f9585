export type ThemeName = 'dark' | 'light';

const key = 'workbench.theme';

/** The theme of this page load: `?theme=`, else what the user chose last, else the server's default. */
export function chosenTheme(fallback: ThemeName): ThemeName {
  const asked = new URLSearchParams(window.location.search).get('theme');
  const candidates = [asked, window.localStorage.getItem(key)];
  return candidates.find(isThemeName) ?? fallback;
}

export function rememberTheme(theme: ThemeName): void {
  window.localStorage.setItem(key, theme);
}

function isThemeName(name: string | null): name is ThemeName {
  return name === 'dark' || name === 'light';
}
