import type { StudioParts } from '../studio-parts';
import type { HandlersOf } from './handlers';

export function modelMethods({ models }: StudioParts): HandlersOf<'models'> {
  return {
    'models.add': ({ offerId, ...request }, signal) => models.add(offerId, request, signal),
    'models.discard': ({ offerId }) => models.discard(offerId),
    'models.remove': ({ id }) => models.remove(id),
    'models.fetch': (request) => models.fetch(request),
    'models.cancelFetch': ({ id }) => models.cancelFetch(id),
  };
}
