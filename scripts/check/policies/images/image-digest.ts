// Rule policies/image-digest: images are pinned by their digest.
import { show } from '../../../../envs/validate/show.ts';
import { containerRule } from '../../kit/make-rule.ts';
import { readImage } from '../kit/images.ts';

const digestForm = /^sha256:[0-9a-f]{64}$/;

export const imageDigest = containerRule({
  id: 'policies/image-digest',
  severity: 'warning',
  title: 'Images are pinned by their digest',
  why: 'A tag can be moved to other contents, and nodes that pull later run something else.',
  fix: 'Append @sha256: and the digest of the image to its tag.',
  standards: ['CKV_K8S_43', 'KSV-0013'],
  *checkContainer({ path, value: { image } }) {
    if (typeof image !== 'string' || image === '') return;
    const { digest } = readImage(image);
    if (digest === undefined) {
      yield { path: `${path}.image`, what: `Image ${show(image)} has no digest.` };
    } else if (!digestForm.test(digest)) {
      yield {
        path: `${path}.image`,
        what: `${show(digest)} is no digest; one is sha256: and 64 of 0-9 and a-f.`,
      };
    }
  },
});
