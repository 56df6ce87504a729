const { rmSync } = require('node:fs');

/** Removes the temporary folder that before-all.cjs made. */
module.exports = () => rmSync(process.env.TMPDIR, { recursive: true, force: true });
