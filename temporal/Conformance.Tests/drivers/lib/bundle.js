// Writes the bundle of one workflow file to the path given: bundle.js WORKFLOWS TARGET
const fs = require('node:fs');
const path = require('node:path');
const { bundleWorkflowCode, DefaultLogger } = require('@temporalio/worker');

const [workflows, target] = process.argv.slice(2);
bundleWorkflowCode({ workflowsPath: path.resolve(workflows), logger: new DefaultLogger('WARN') }).then(
  ({ code }) => fs.writeFileSync(target, code),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
