import { getFieldDisplayName, type DataFrame, type Field, type FieldType } from '@grafana/data';

/** What a panel needs a field for, and how to find it in a frame it has never seen. */
export interface FieldRole {
  /** As the panel option is labelled. */
  label: string;
  /** The field the user chose, by name or display name. */
  chosen?: string;
  /** Names that mean this role, best first; case and punctuation do not matter. */
  names: readonly string[];
  /** Types the field may have; empty: any. */
  types: readonly FieldType[];
  /** Take the first field of a right type when no name fits. */
  byType?: boolean;
}

export type Resolved<R extends string, O extends string> =
  | { kind: 'empty' }
  | { kind: 'missing'; roles: FieldRole[]; available: string[] }
  | { kind: 'found'; frame: DataFrame; fields: Record<R, Field> & Partial<Record<O, Field>> };

/**
 * Finds the first frame that has rows and a field for every required role. A field that the user chose and that is
 * not there counts as missing even when its role is optional: silence would look like a panel without it.
 */
export function resolveFields<R extends string, O extends string>(
  frames: DataFrame[],
  required: Record<R, FieldRole>,
  optional: Record<O, FieldRole>
): Resolved<R, O> {
  const filled = frames.filter((frame) => frame.length > 0);
  let firstMiss: Resolved<R, O> = { kind: 'empty' };
  for (const frame of filled) {
    const found = matchRoles(frame, frames, { ...required, ...optional });
    const roles = [
      ...missing(Object.values<FieldRole>(required), found),
      ...missing(
        Object.values<FieldRole>(optional).filter((role) => role.chosen),
        found
      ),
    ];
    if (roles.length === 0) {
      return { kind: 'found', frame, fields: byKey({ ...required, ...optional }, found) };
    }
    if (firstMiss.kind === 'empty') {
      firstMiss = { kind: 'missing', roles, available: frame.fields.map((field) => nameOf(field, frame, frames)) };
    }
  }
  return firstMiss;
}

/** The name a user sees and picks for a field. */
export function nameOf(field: Field, frame?: DataFrame, frames?: DataFrame[]): string {
  return getFieldDisplayName(field, frame, frames);
}

/** Lower case letters and digits only, so that `Last run at` and `last_run_at` are the same name. */
export function normalise(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function matchRoles(frame: DataFrame, frames: DataFrame[], roles: Record<string, FieldRole>): Map<FieldRole, Field> {
  const found = new Map<FieldRole, Field>();
  const taken = new Set<Field>();
  const take = (role: FieldRole, field: Field | undefined) => {
    if (field) {
      found.set(role, field);
      taken.add(field);
    }
  };
  const list = Object.values(roles);
  for (const role of list.filter((entry) => entry.chosen)) {
    take(
      role,
      frame.fields.find((field) => field.name === role.chosen || nameOf(field, frame, frames) === role.chosen)
    );
  }
  // Names before types for every role, so that no role takes by type what another one knows by name.
  for (const role of list.filter((entry) => !entry.chosen)) {
    take(role, findByName(frame, frames, role, taken));
  }
  for (const role of list.filter((entry) => !entry.chosen && entry.byType && !found.has(entry))) {
    take(
      role,
      frame.fields.find((field) => !taken.has(field) && hasType(field, role))
    );
  }
  return found;
}

function findByName(frame: DataFrame, frames: DataFrame[], role: FieldRole, taken: Set<Field>): Field | undefined {
  const free = frame.fields.filter((field) => !taken.has(field) && hasType(field, role));
  for (const name of role.names.map(normalise)) {
    const hit =
      free.find((field) => normalise(field.name) === name) ??
      free.find((field) => normalise(nameOf(field, frame, frames)) === name);
    if (hit) {
      return hit;
    }
  }
  return undefined;
}

function hasType(field: Field, role: FieldRole): boolean {
  return role.types.length === 0 || role.types.includes(field.type);
}

function missing(roles: FieldRole[], found: Map<FieldRole, Field>): FieldRole[] {
  return roles.filter((role) => !found.has(role));
}

function byKey<K extends string, T>(
  roles: Record<string, FieldRole>,
  found: Map<FieldRole, Field>
): T & Record<K, Field> {
  const entries = Object.entries(roles).flatMap(([key, role]) => {
    const field = found.get(role);
    return field ? [[key, field] as const] : [];
  });
  return Object.fromEntries(entries) as T & Record<K, Field>;
}
