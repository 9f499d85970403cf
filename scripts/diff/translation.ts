// Makes two environments comparable: what is their own (name, account, region, ids that AWS gives) becomes a placeholder.

import type { DiffedObject } from './change.ts';
import { isMapping } from './compare/canonical.ts';
import type { Translation } from './match.ts';
import { isManifest } from './read-objects.ts';

/** Ids that AWS gives away; no two accounts share one. */
const assignedId = /\b(vpc|subnet|sg|eni|rtb|igw|nat|fs|fsap|ws|acl|vpce)-[0-9a-f]{8,17}\b/g;
const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
const eksId = /\b[0-9A-F]{32}\b/g;
const accountId = /(?<![0-9])[0-9]{12}(?![0-9])/g;
const region =
  /\b(?:af|ap|ca|eu|il|me|mx|sa|us)(?:-gov)?-(?:central|north|south|east|west|northeast|northwest|southeast|southwest)-\d\b/g;

/**
 * A translation for comparing environment `left` with `right`. Account and region of each are those that its manifests
 * mention most; a mention of somebody else's account still shows.
 */
export function translationBetween(
  left: string,
  right: string,
): Translation & { fromName: string; toName: string } {
  return {
    environment: `${left} → ${right}`,
    fromName: left,
    toName: right,
    from: translator(left),
    to: translator(right),
  };
}

function translator(name: string): (object: DiffedObject) => DiffedObject {
  const own = new RegExp(`(?<![A-Za-z0-9])${name}(?![A-Za-z0-9])`, 'g');
  const translate = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value
        .replaceAll(own, '<environment>')
        .replaceAll(accountId, '<account>')
        .replaceAll(region, '<region>')
        .replaceAll(assignedId, '$1-<id>')
        .replaceAll(uuid, '<id>')
        .replaceAll(eksId, '<id>');
    }
    if (Array.isArray(value)) return value.map(translate);
    if (!isMapping(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [String(translate(key)), translate(inner)]),
    );
  };
  return (object) => {
    const manifest = translate(object.manifest);
    return isManifest(manifest) ? { ...object, manifest } : object;
  };
}
