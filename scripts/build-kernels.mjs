// Compiles the SIMD kernels (AssemblyScript, main/engine/simd/assembly) to WebAssembly and keeps them as a module, so that
// whatever bundles or tests the engine has them without a file of their own: `node scripts/build-kernels.mjs`.
// tests/unit/engine/simd compiles them again and compares.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const folder = 'main/engine/simd';

/** The compiled kernels; throws the compiler's words where they do not compile. */
async function compileKernels() {
  let binary;
  const options = {
    writeFile: (name, contents) => {
      if (name.endsWith('.wasm')) binary = contents;
    },
  };
  const { error, stderr } = await asc.main(
    [
      `${folder}/assembly/index.ts`,
      ...['--baseDir', root, '--outFile', 'kernels.wasm'],
      ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--runtime', 'stub', '--enable', 'simd'],
      ...['--noAssert', '--use', 'abort='],
    ],
    options,
  );
  if (error) throw new Error(stderr.toString(), { cause: error });
  return binary;
}

const text = `/** main/engine/simd/assembly, compiled by scripts/build-kernels.mjs. */
export const kernelsBinary =
  '${Buffer.from(await compileKernels()).toString('base64')}';
`;
// For a test: what would be written.
if (process.argv.includes('--print')) process.stdout.write(text);
else if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(path.join(root, folder, 'kernels-binary.ts'), text);
}
