import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { photoExtensions, videoExtensions } from '../../../main/hosts/electron/media-extensions';
import { unpackedPath } from '../../../main/hosts/electron/unpacked-path';

const root = path.join(__dirname, '..', '..', '..');
const { load } = jest.requireActual<{ load: (text: string) => Record<string, unknown> }>('js-yaml');
const Ajv =
  jest.requireActual<
    new (options: object) => { compile(schema: object): ((value: unknown) => boolean) & { errors?: unknown } }
  >('ajv');
const { uselessPaths } = jest.requireActual<{
  uselessPaths: (modules: string, platform: string, arch: string) => string[];
}>('../../../scripts/packaging/after-pack.cjs');
const config = load(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8'));

describe('electron-builder.yml', () => {
  const schema = JSON.parse(
    readFileSync(path.join(root, 'node_modules', 'app-builder-lib', 'scheme.json'), 'utf8'),
  ) as object;
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);

  test('fits electron-builder’s own schema', () => {
    expect([validate(config), validate.errors]).toEqual([true, null]);
  });

  test('and the schema notices', () => {
    expect(validate({ ...config, asarUnpak: [] })).toBe(false);
    expect(validate({ ...config, linux: { target: 7 } })).toBe(false);
  });

  test('has the packages that were asked for', () => {
    expect(config).toMatchObject({
      asar: true,
      linux: { target: ['AppImage', 'deb'] },
      win: { target: ['nsis'] },
      mac: { target: ['dmg'], hardenedRuntime: true },
      publish: null,
    });
    const { entitlements } = config.mac as { entitlements: string };
    expect(readFileSync(path.join(root, entitlements), 'utf8')).toContain('com.apple.security.cs.allow-jit');
  });

  test('associates only files that the studio opens', () => {
    const known = new Set([...videoExtensions, ...photoExtensions]);
    const associations = config.fileAssociations as { ext: string | string[] }[];
    expect(associations.flatMap(({ ext }) => ext).filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('pruning', () => {
  const modules = mkdtempSync(path.join(os.tmpdir(), 'facet-prune-'));
  const onnx = (system: string, arch: string) => `onnxruntime-node/bin/napi-v6/${system}/${arch}`;
  const folders = [
    ...['linux', 'darwin', 'win32'].flatMap((system) => [onnx(system, 'x64'), onnx(system, 'arm64')]),
    '@img/sharp-linux-x64',
    '@img/sharp-libvips-linux-x64',
    '@img/sharp-darwin-arm64',
    '@img/colour',
    '@ffmpeg-installer/ffmpeg',
    '@ffmpeg-installer/linux-x64',
    '@ffmpeg-installer/win32-x64',
    '@ffprobe-installer/ffprobe',
    '@ffprobe-installer/linux-x64',
  ];
  for (const folder of folders) mkdirSync(path.join(modules, folder), { recursive: true });
  const kept = (platform: string, arch: string) => {
    const useless = uselessPaths(modules, platform, arch);
    return folders.filter((folder) => !useless.some((gone) => path.join(modules, folder).startsWith(gone)));
  };

  test('keeps one system’s parts', () => {
    expect(kept('linux', 'x64')).toEqual([
      onnx('linux', 'x64'),
      '@img/sharp-linux-x64',
      '@img/sharp-libvips-linux-x64',
      '@img/colour',
      '@ffmpeg-installer/ffmpeg',
      '@ffmpeg-installer/linux-x64',
      '@ffprobe-installer/ffprobe',
      '@ffprobe-installer/linux-x64',
    ]);
    expect(kept('darwin', 'arm64')).toEqual([
      onnx('darwin', 'arm64'),
      '@img/sharp-darwin-arm64',
      '@img/colour',
      '@ffmpeg-installer/ffmpeg',
      '@ffprobe-installer/ffprobe',
    ]);
    expect(kept('darwin', 'universal')).toContain(onnx('darwin', 'x64'));
  });

  test('of two ffmpeg programs the better one stays', () => {
    mkdirSync(path.join(modules, 'ffmpeg-static'), { recursive: true });
    writeFileSync(path.join(modules, 'ffmpeg-static', 'ffmpeg'), '');
    expect(kept('linux', 'x64')).not.toContain('@ffmpeg-installer/linux-x64');
    expect(kept('linux', 'x64')).toContain('@ffprobe-installer/linux-x64');
  });
});

describe('icons', () => {
  const icons = path.join(root, 'assets', 'icons');
  const isPng = (data: Buffer) => data.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'));

  test('icon.ico holds every size that Windows asks for', () => {
    const file = readFileSync(path.join(icons, 'icon.ico'));
    const count = file.readUInt16LE(4);
    const entries = Array.from({ length: count }, (_, i) => {
      const at = 6 + 16 * i;
      const [size, offset] = [file.readUInt32LE(at + 8), file.readUInt32LE(at + 12)];
      const data = file.subarray(offset, offset + size);
      expect(isPng(data)).toBe(true);
      expect(data.readUInt32BE(16)).toBe(file[at] || 256);
      return file[at] || 256;
    });
    expect(entries).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  test('icon.icns is whole', () => {
    const file = readFileSync(path.join(icons, 'icon.icns'));
    expect(file.subarray(0, 4).toString()).toBe('icns');
    expect(file.readUInt32BE(4)).toBe(file.length);
    const tags: string[] = [];
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      tags.push(file.subarray(at, at + 4).toString());
      expect(isPng(file.subarray(at + 8))).toBe(true);
    }
    expect(tags).toEqual(expect.arrayContaining(['ic07', 'ic08', 'ic09', 'ic10', 'ic13', 'ic14']));
  });

  test.each([16, 32, 48, 64, 128, 256, 512])('%i x %i for Linux', (size) => {
    const file = readFileSync(path.join(icons, 'sizes', `${size}x${size}.png`));
    expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([size, size]);
  });
});

test('the engine’s files are looked for beside the archive', () => {
  expect(unpackedPath('/opt/Facet/resources/app.asar/dist/engine-process.js')).toBe(
    '/opt/Facet/resources/app.asar.unpacked/dist/engine-process.js',
  );
  expect(unpackedPath('C:\\Facet\\resources\\app.asar\\dist\\x.js')).toBe(
    'C:\\Facet\\resources\\app.asar.unpacked\\dist\\x.js',
  );
  expect(unpackedPath('/home/ada/facet/dist/x.js')).toBe('/home/ada/facet/dist/x.js');
  expect(unpackedPath('/home/app.asar.unpacked/dist/x.js')).toBe('/home/app.asar.unpacked/dist/x.js');
});
