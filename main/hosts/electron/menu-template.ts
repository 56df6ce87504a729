import type { MenuItemConstructorOptions } from 'electron';
import type { HostStrings } from './host-strings';

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  readonly strings: HostStrings;
  /** Developer tools and reloading: not in a packaged app. */
  readonly developing: boolean;
  /** Sends a command's id to the page that is in front. */
  command(id: string): void;
}

/**
 * The native menus. Items stand for commands of the page, by id: the page knows whether they can be done just now, and
 * the user may have given them other keys, so the menus claim none of their own but those of the system.
 */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { platform, strings: t, developing } = options;
  const mac = platform === 'darwin';
  const item = (label: string, id: string): MenuItemConstructorOptions => ({
    id,
    label,
    click: () => options.command(id),
  });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const settings = item(t.settings, 'room.settings');

  const app: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      line,
      settings,
      line,
      { role: 'services' },
      line,
      { role: 'hide', label: t.hide },
      { role: 'hideOthers', label: t.hideOthers },
      line,
      { role: 'quit', label: t.quit },
    ],
  };
  return [
    ...(mac ? [app] : []),
    {
      label: t.file,
      submenu: [
        item(t.open, 'media.open'),
        item(t.openFolder, 'media.openFolder'),
        line,
        item(t.newProject, 'project.new'),
        line,
        item(t.enhance, 'enhance.start'),
        line,
        ...(mac
          ? [{ role: 'close', label: t.close } as const]
          : [settings, line, { role: 'quit', label: t.quit } as const]),
      ],
    },
    {
      label: t.edit,
      submenu: [
        item(t.undo, 'project.undo'),
        item(t.redo, 'project.redo'),
        line,
        // Roles: they act on the field that has the focus, and macOS needs them for its own keys.
        { role: 'cut', label: t.cut },
        { role: 'copy', label: t.copy },
        { role: 'paste', label: t.paste },
        { role: 'selectAll', label: t.selectAll },
      ],
    },
    {
      label: t.view,
      submenu: [
        item(t.compare, 'room.compare'),
        item(t.inspect3d, 'room.inspect3d'),
        item(t.jobs, 'room.jobs'),
        item(t.lab, 'room.lab'),
        line,
        item(t.palette, 'palette.open'),
        line,
        { role: 'togglefullscreen', label: t.fullScreen },
        ...(developing
          ? [
              line,
              { role: 'reload', label: t.reload } as const,
              { role: 'toggleDevTools', label: t.developerTools } as const,
            ]
          : []),
      ],
    },
    ...(mac
      ? [{ role: 'windowMenu', label: t.window } as const]
      : [
          {
            label: t.window,
            submenu: [
              { role: 'minimize', label: t.minimize } as const,
              { role: 'close', label: t.close } as const,
            ],
          },
        ]),
    { role: 'help', label: t.help, submenu: [item(t.shortcuts, 'help.shortcuts')] },
  ];
}
