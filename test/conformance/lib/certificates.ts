// Makes a certificate authority for one run, and the certificates that the parts show each other.

import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { privateFolder } from './files.ts';
import { debianTool } from './tools.ts';

/** Paths of one certificate; the file names are those that Crossplane and its functions look for. */
export type Certificate = { folder: string; ca: string; cert: string; key: string };

/** The authority of one run. */
export type Authority = {
  /** The authority's own certificate, in PEM. */
  pem: string;
  caFile: string;
  /** Issues a certificate for both sides of a connection on this machine. */
  issue(name: string): Certificate;
};

const names = 'DNS:localhost,DNS:kubernetes,DNS:kubernetes.default.svc,IP:127.0.0.1';

/** Makes an authority whose files live in `folder` and whose certificates end after two days. */
export function makeAuthority(folder: string): Authority {
  const openssl = debianTool('openssl', 'openssl');
  const run = (...args: string[]) => execFileSync(openssl, args, { cwd: folder, stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const caKey = join(folder, 'ca.key');
  const caFile = join(folder, 'ca.crt');
  let issued = 0;
  run('req', '-x509', ...newKey, '-keyout', caKey, '-out', caFile, '-subj', '/CN=conformance', '-days', '2');
  return {
    pem: readFileSync(caFile, 'utf8'),
    caFile,
    issue(name) {
      // Several clusters run at once, and each has a crossplane, say.
      const own = privateFolder(join(folder, `${name}-${++issued}`));
      const certificate = {
        folder: own,
        ca: join(own, 'ca.crt'),
        cert: join(own, 'tls.crt'),
        key: join(own, 'tls.key'),
      };
      const request = join(own, 'request.pem');
      const extensions = join(own, 'extensions');
      writeFileSync(extensions, `subjectAltName=${names}\nextendedKeyUsage=serverAuth,clientAuth\n`);
      copyFileSync(caFile, certificate.ca);
      run('req', ...newKey, '-keyout', certificate.key, '-out', request, '-subj', `/CN=${name}`);
      const signed = [
        '-CA',
        caFile,
        '-CAkey',
        caKey,
        '-set_serial',
        String(issued),
        '-days',
        '2',
        '-extfile',
        extensions,
      ];
      run('x509', '-req', '-in', request, '-out', certificate.cert, ...signed);
      return certificate;
    },
  };
}
