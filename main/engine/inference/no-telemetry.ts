/**
 * onnxruntime's Linux and macOS libraries (1.29 and later) carry Microsoft's telemetry client, switched on by default: it opens
 * `mat-debug-<pid>.log` in the temporary folder and would report over HTTPS. The studio never sends anything by
 * itself, so it is switched off here, before the library is loaded. Import this file before onnxruntime-node.
 *
 * In a worker thread `process.env` is a copy that the library does not see: whoever starts workers imports this too.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
