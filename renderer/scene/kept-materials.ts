import { useThree } from '@react-three/fiber';
import { useMemo } from 'react';
import type { Material, WebGLRenderer } from 'three';

const kept = new WeakMap<WebGLRenderer, Map<() => Material, Material>>();

/**
 * What `create` makes, once a renderer and kept as long as it: three throws a program away with the last material that
 * draws with it, and compiling it again would hold up the page at each visit.
 */
export function keptMaterial<T extends Material>(renderer: WebGLRenderer, create: () => T): T {
  let materials = kept.get(renderer);
  if (materials === undefined) kept.set(renderer, (materials = new Map<() => Material, Material>()));
  let material = materials.get(create);
  if (material === undefined) materials.set(create, (material = create()));
  return material as T;
}

/** `keptMaterial` of the scene's own renderer. */
export function useKeptMaterial<T extends Material>(create: () => T): T {
  const renderer = useThree((state) => state.gl);
  return useMemo(() => keptMaterial(renderer, create), [renderer, create]);
}
