// A worker for somebody else's client: polls until it is stopped.
const { run } = require('../lib/scenario');

run(async ({ worker }) => await (await worker({ activities: { echo: async (value) => value } })).run());
