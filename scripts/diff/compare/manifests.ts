// Compares two manifests by meaning: order and formatting never show, and each change is as small as it can be.
import type { Manifest } from '../../../crossplane/manifest.ts';
import type { FieldChange } from '../change.ts';
import { childPlace, isMapping } from './canonical.ts';
import { documentIn } from './documents.ts';
import type { ListPlace } from './list-rules.ts';
import { compareLists } from './lists.ts';
import { fieldPath } from './path.ts';
import { isPolicy, normalisedPolicy } from './policy.ts';
import { meanTheSame } from './scalars.ts';

/** Every field that differs, in the order of the earlier manifest, then of the later one. Values are not masked. */
export function compareManifests(from: Manifest, to: Manifest): FieldChange[] {
  return compareValues(from, to, to.kind);
}

/** Compares any two values as parts of an object of `kind`. */
export function compareValues(from: unknown, to: unknown, kind: string): FieldChange[] {
  const comparison = new Comparison();
  comparison.compare(from, to, '', { kind, field: '', parent: '' });
  return comparison.changes;
}

class Comparison {
  readonly changes: FieldChange[] = [];

  add(path: string, from: unknown, to: unknown): void {
    this.changes.push({
      path,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    });
  }

  compare(from: unknown, to: unknown, path: string, place: ListPlace): void {
    if (from === to) return;
    if (from === undefined || to === undefined) this.add(path, from, to);
    else if (Array.isArray(from) && Array.isArray(to)) compareLists(from, to, path, place, this);
    else if (isMapping(from) && isMapping(to)) this.compareMappings(from, to, path, place);
    else if (
      !this.compareDocuments(from, to, path, place) &&
      !meanTheSame(from, to, place.field, place.parent)
    ) {
      this.add(path, from, to);
    }
  }

  compareMappings(
    from: Readonly<Record<string, unknown>>,
    to: Readonly<Record<string, unknown>>,
    path: string,
    place: ListPlace,
  ): void {
    if (!place.inPolicy && isPolicy(from) && isPolicy(to)) {
      const inside = { ...place, inPolicy: true };
      this.compareMappings(normalisedPolicy(from), normalisedPolicy(to), path, inside);
      return;
    }
    for (const [name, value] of Object.entries(from)) {
      this.compare(value, to[name], fieldPath(path, name), childPlace(place, name));
    }
    for (const [name, value] of Object.entries(to)) {
      if (!(name in from)) this.compare(undefined, value, fieldPath(path, name), childPlace(place, name));
    }
  }

  /** True when both texts are documents of one format, compared as such. */
  compareDocuments(from: unknown, to: unknown, path: string, place: ListPlace): boolean {
    if (typeof from !== 'string' || typeof to !== 'string') return false;
    const left = documentIn(from, place);
    const right = left && documentIn(to, place);
    if (!left || !right || left.format !== right.format) return false;
    this.compare(left.value, right.value, `${path}<${left.format}>`, {
      ...place,
      field: '',
      parent: place.field,
    });
    return true;
  }
}
