import { fetchBoot } from './boot/fetchBoot';
import { fillGrafanaBootData } from './boot/fillGrafanaBootData';
import { chosenTheme } from './boot/chosenTheme';

// Nothing here may import @grafana/runtime statically: its config is built from grafanaBootData the moment it is evaluated.
async function main(): Promise<void> {
  const boot = await fetchBoot();
  fillGrafanaBootData(boot, chosenTheme(boot.theme));
  const { startWorkbench } = await import('./startWorkbench');
  await startWorkbench(boot);
}

main().catch((error: unknown) => {
  const root = document.getElementById('root');
  if (root) {
    root.textContent = `The workbench could not start: ${error instanceof Error ? error.message : String(error)}`;
    root.style.padding = '24px';
    root.style.font = '14px sans-serif';
  }
  console.error(error);
});
