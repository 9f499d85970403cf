// Reads the objects of a cdk8s app without copying them.
//
// cdk8s resolves lazy values by copying an object, then sorts it into a second copy. Our objects are plain JSON, which
// both leave as it is; with them, the copies take longer than everything else. A resolver, which cdk8s asks about every
// value, takes the whole object out before the first copy. What is not plain goes the long way.
import { type ApiObject, App, type IResolver, type ResolutionContext } from 'cdk8s';
import { isShared } from './shared-values.ts';

// In the long way cdk8s would sort the fields by name; the author's order (name, image, command …) reads better.
process.env.CDK8S_DISABLE_SORT = 'true';

/** A cdk8s app whose plain objects are read as they are. */
export class PlainObjects {
  readonly app: App;
  private readonly taker = new Taker();

  constructor() {
    this.app = new App({ resolvers: [this.taker] });
  }

  /** The object as JSON. Throws what cdk8s throws when it can't be rendered. */
  read(object: ApiObject): unknown {
    const { rest, taken } = this.taker.during(() => object.toJson());
    // A JSON patch shows itself by what it adds to nothing; most fail on nothing.
    const isPatched = !isEmpty(rest);
    return !isPatched && isPlain(taken) ? taken : object.toJson();
  }
}

class Taker implements IResolver {
  private isWaiting = false;
  private taken: unknown;

  during(render: () => unknown): { rest: unknown; taken: unknown } {
    this.isWaiting = true;
    this.taken = undefined;
    try {
      return { rest: render(), taken: this.taken };
    } catch {
      return { rest: undefined, taken: undefined };
    } finally {
      this.isWaiting = false;
    }
  }

  resolve(context: ResolutionContext): void {
    const { value } = context;
    // The metadata of an object is resolved by itself, before the object.
    if (!this.isWaiting || context.key.length > 0 || !('apiVersion' in value)) return;
    this.isWaiting = false;
    this.taken = value;
    context.replaceValue({});
  }
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** True when cdk8s would give the value back unchanged: JSON without null and undefined, which it drops. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object') return typeof value !== 'function' && value !== undefined;
  if (value === null) return false;
  if (isShared(value)) return true;
  if (Array.isArray(value)) return value.every(isPlain);
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlain);
}
