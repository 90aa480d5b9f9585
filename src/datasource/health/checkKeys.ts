import type { Settings } from '../config/options';
import { projectOfUrl } from '../config/projectOfUrl';
import { formNames, type RecognisedKey } from '../config/recogniseKey';
import { presetSchema } from '../query/presets';
import { Fault } from '../transport/Fault';
import { roleOf } from '../transport/requestContext';
import type { Finding } from './Finding';
import type { Ask } from './HealthContext';

const day = 86_400_000;
const everything =
  'Every Viewer can do everything with it, because Grafana’s proxy sends it on any path of the project';
const safe =
  'Use a publishable key and a token of role scrapewatch_reader: Supabase → Project Settings → API keys, docs/configure.md.';

/** What kind of key and which role the data source reads with, by what the form saw and by what it may read. */
export async function checkKeys(ask: Ask, settings: Settings, isOurs: boolean, now = Date.now()): Promise<Finding[]> {
  const { apiKeyForm, readerTokenExpiresAt } = settings;
  const role = roleOf(settings);
  const findings = wrongProject(settings);
  if (apiKeyForm === 'secret' || apiKeyForm === 'legacy-service' || role === 'service_role') {
    findings.push({ ok: false, text: `The key is a ${formNames[formOf(apiKeyForm)]}. ${everything}`, mend: safe });
  } else if (role) {
    findings.push({ ok: true, text: `Rows are read as the role ${role}` });
  }
  const left = readerTokenExpiresAt ? Date.parse(readerTokenExpiresAt) - now : NaN;
  if (left > 0 && left < 14 * day) {
    const text = `The reader's token ends in ${Math.ceil(left / day)} days (${readerTokenExpiresAt})`;
    findings.push({ ok: false, text, mend: 'Sign a new one and save it in these settings.' });
  }
  return isOurs ? [...findings, ...(await checkReader(ask))] : findings;
}

/** A key or token that names another project than the address does. */
export function wrongProject({ url, project }: Settings): Finding[] {
  const ofUrl = projectOfUrl(url);
  if (!ofUrl || !project || ofUrl === project) {
    return [];
  }
  const text = `The key or token is of project ${project}, and the URL of project ${ofUrl}`;
  return [{ ok: false, text, mend: 'Take URL, key and token from the same project.' }];
}

/**
 * Whether the token is another than a reader's, by asking for no rows of two tables that a reader may not read. A
 * provisioning file does not tell what its secrets are, and this reads nothing.
 */
async function checkReader(ask: Ask): Promise<Finding[]> {
  const reads = async (table: string) =>
    !((await ask(`read/${table}`, [['limit', '0']], presetSchema)) instanceof Fault);
  const [operator, service] = await Promise.all([reads('audit_log'), reads('remediation_policies')]);
  if (operator) {
    const text =
      "The reader's token is the operator's or a stronger one, so every Viewer reads with it what Editors may";
    return [{ ok: false, text, mend: 'Put the token of role scrapewatch_reader into Reader token (npm run tokens).' }];
  }
  return service ? [{ ok: false, text: `The token is of role service_role. ${everything}`, mend: safe }] : [];
}

function formOf(form: string | undefined): RecognisedKey['form'] {
  return form === 'secret' ? 'secret' : 'legacy-service';
}
