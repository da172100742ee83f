const { failure, run } = require('../lib/scenario');

run(({ start, withWorker }) => withWorker(async () => ({ causes: await failure((await start('parentOfFailure')).result()) })));
