// Runs one scenario against the server named by the environment and prints its result as JSON.
const path = require('node:path');
const { randomUUID } = require('node:crypto');
const { Client, Connection } = require('@temporalio/client');
const { DefaultLogger, NativeConnection, Runtime, Worker } = require('@temporalio/worker');

const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, WORKFLOW_BUNDLE: bundle, BROKEN_WORKFLOW_BUNDLE: broken } = process.env;
const name = path.basename(process.argv[1], '.js');

async function main(body) {
  // The engine's own log goes to standard output unless it is forwarded; that belongs to the result.
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ message, meta }) => console.error(message, meta ?? '')),
    telemetryOptions: { logging: { filter: 'WARN', forward: {} } },
  });
  const client = new Client({ connection: await Connection.connect({ address }), namespace });
  const taskQueue = process.env.TASK_QUEUE ?? `${name}-${randomUUID()}`;
  const scenario = {
    client,
    namespace,
    taskQueue,
    bundles: { workflows: bundle, broken },
    id: (suffix = 'run') => `${taskQueue}-${suffix}`,
    /** A worker on the scenario's queue; `options` as the official ones, `codePath` picks the bundle. */
    async worker({ codePath = bundle, ...options } = {}) {
      return await Worker.create({
        connection: await NativeConnection.connect({ address }),
        namespace,
        taskQueue,
        workflowBundle: { codePath },
        shutdownGraceTime: '1s',
        ...options,
      });
    },
    /** Runs `work` while a worker polls. */
    async withWorker(work, options) {
      return await (await scenario.worker(options)).runUntil(work);
    },
    start: (workflow, options = {}) => client.workflow.start(workflow, { taskQueue, workflowId: scenario.id(), ...options }),
  };
  return await body(scenario);
}

/** The chain of an error's causes, with what tells one kind from another. */
function causes(error) {
  const chain = [];
  for (let cause = error; cause; cause = cause.cause) {
    chain.push([cause.name, cause.type, cause.message].filter(Boolean).join(': '));
  }

  return chain;
}

/** What `promise` is rejected with, as the chain of its causes; 'nothing' when it is not. */
const failure = (promise) => promise.then(() => 'nothing', causes);

/** Polls until `probe` answers something true. The test's bound ends a wait that never does. */
async function until(probe) {
  for (;;) {
    const found = await probe();
    if (found) {
      return found;
    }

    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The types of all events of a run, without their prefix. */
async function eventTypes(handle) {
  const { events } = await handle.fetchHistory();
  const { temporal } = require('@temporalio/proto');
  return events.map((event) => temporal.api.enums.v1.EventType[event.eventType].replace('EVENT_TYPE_', ''));
}

module.exports = {
  causes,
  eventTypes,
  failure,
  until,
  run(body) {
    main(body).then(
      (result) => process.stdout.write(JSON.stringify(result), () => process.exit(0)),
      (error) => {
        console.error(error, error.cause ?? '');
        process.exit(1);
      },
    );
  },
};
