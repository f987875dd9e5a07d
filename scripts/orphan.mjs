// Loaded before a script that toolchain.mjs runs: when the process that started it is gone, the script is asked to end as well, so
// that killing `npm start` leaves nothing behind that holds the port or the data folder.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
