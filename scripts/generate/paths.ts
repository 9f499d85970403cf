// Turns environment, application and object into the path of a file, and refuses names that would leave the tree.

const dnsLabel = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const kindName = /^[A-Z][A-Za-z0-9]*$/;
// Names of RBAC objects may hold colons (`system:auth-delegator`), which Windows refuses in file names.
const objectName = /^[A-Za-z0-9]([-A-Za-z0-9._:]*[A-Za-z0-9])?$/;
const treePath = /^([a-z][-a-z0-9]*)\/([a-z][-a-z0-9]*)\/([A-Z][A-Za-z0-9]*\.[-A-Za-z0-9._]+\.yaml)$/;

/** Longest file name that ext4, APFS and NTFS take, in bytes. */
export const maxFileNameBytes = 255;

/** The parts that make the path of one manifest. */
export interface PathParts {
  environment: string;
  application: string;
  kind: string;
  name: string;
}

/** What is wrong with a name that is to become part of a path; `undefined` when nothing is. */
export function nameProblem({ environment, application, kind, name }: PathParts): string | undefined {
  if (!dnsLabel.test(environment)) return `${quote(environment)} can't be the name of an environment folder.`;
  if (!dnsLabel.test(application)) return `${quote(application)} can't be the name of an application folder.`;
  if (!kindName.test(kind)) return `${quote(kind)} can't be a Kubernetes kind.`;
  if (!objectName.test(name)) return `${quote(name)} can't be the name of a ${kind}.`;
  const file = fileName(kind, name);
  const bytes = Buffer.byteLength(file);
  if (bytes > maxFileNameBytes)
    return `The file name ${file} has ${bytes} bytes, more than ${maxFileNameBytes}.`;
  return undefined;
}

/** File name of one manifest: `Deployment.scheduler.yaml`. */
export function fileName(kind: string, name: string): string {
  return `${kind}.${name.replaceAll(':', '_')}.yaml`;
}

/** Path of one manifest inside the tree, with forward slashes: `prod/airflow/Deployment.scheduler.yaml`. */
export function manifestPath({ environment, application, kind, name }: PathParts): string {
  return `${environment}/${application}/${fileName(kind, name)}`;
}

/** The environment folder of a path that could be one of ours; `undefined` for every other path. */
export function environmentOf(path: string): string | undefined {
  return treePath.exec(path)?.[1];
}

function quote(text: string): string {
  return JSON.stringify(text);
}
