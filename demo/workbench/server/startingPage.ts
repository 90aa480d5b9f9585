/**
 * The page shown until everything runs. It lists the phases as they come, names what failed and the mend, and
 * becomes the dashboard by reloading itself. It needs no file, so it can be served the moment the port is open.
 */
export const startingPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Scrapewatch is starting</title>
<style>
:root { color-scheme: light dark; --canvas: #f4f5f5; --text: #24292e; --quiet: #5b6066; --line: #d8dade; --bad: #c4162a; --good: #1b855e; --accent: #f55f3e; }
@media (prefers-color-scheme: dark) {
  :root { --canvas: #111217; --text: #ccccdc; --quiet: #9d9fa9; --line: #2c3235; --bad: #ff7383; --good: #6ccf8e; --accent: #ff9830; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--canvas); color: var(--text);
  font: 14px/1.57 Inter, Helvetica, Arial, sans-serif; }
main { width: min(34rem, 100% - 2rem); padding: 2rem 0; }
header { text-align: center; }
svg { width: 4.5rem; height: 4.5rem; animation: hop 0.9s cubic-bezier(0.3, 0, 0.1, 1) infinite alternate; }
h1 { font-size: 1.25rem; font-weight: 500; margin: 1rem 0 1.5rem; }
ol { list-style: none; margin: 0; padding: 0; }
li { display: grid; grid-template-columns: 1.5rem 1fr auto; gap: 0.25rem; padding: 0.4rem 0; border-bottom: 1px solid var(--line); }
li .seconds, .wait { color: var(--quiet); font-variant-numeric: tabular-nums; }
.done .mark { color: var(--good); } .failed .mark, .failed .label { color: var(--bad); } .running .mark { color: var(--accent); }
.mend { grid-column: 2 / -1; margin: 0; white-space: pre-wrap; }
@keyframes hop { from { transform: translateY(-6px); } to { transform: translateY(4px); } }
@media (prefers-reduced-motion: reduce) { svg { animation: none; } }
</style>
</head>
<body>
<main>
<header>
<svg viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" aria-hidden="true">
<circle cx="24" cy="24" r="20" stroke="var(--line)"/><path d="M24 4a20 20 0 0 1 20 20" stroke="var(--accent)"/>
<path d="M13 27h6l4-11 5 17 3-6h5"/></svg>
<h1 id="title" role="status">Scrapewatch is starting</h1>
</header>
<ol id="phases" aria-label="Steps"><li class="running"><span class="mark">…</span><span class="label">Opening the port</span><span></span></li></ol>
<noscript><p class="wait">This page needs JavaScript to become the dashboard. Reload it when the terminal says it is ready.</p></noscript>
</main>
<script>
const marks = { running: '…', done: '✓', failed: '✗' };
const title = document.getElementById('title');
const list = document.getElementById('phases');
function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
function line(phase) {
  const item = element('li', phase.state, '');
  const seconds = phase.seconds === undefined ? '' : phase.seconds.toFixed(1) + ' s';
  item.append(element('span', 'mark', marks[phase.state]), element('span', 'label', phase.n + '/' + phase.total + ' ' + phase.label), element('span', 'seconds', seconds));
  if (phase.mend) item.append(element('p', 'mend', phase.mend));
  return item;
}
function say(text) {
  if (title.textContent !== text) title.textContent = text;
}
async function poll() {
  try {
    const answer = await fetch('/api/workbench/phases', { cache: 'no-store' });
    const { ready, phases } = await answer.json();
    if (ready) return location.reload();
    if (phases.length > 0) list.replaceChildren(...phases.map(line));
    say(phases.some((phase) => phase.state === 'failed') ? 'One step of the start failed' : 'Scrapewatch is starting');
  } catch {
    say('The process behind this page has ended: run npm start again');
  }
  setTimeout(poll, 500);
}
poll();
</script>
</body>
</html>
`;
