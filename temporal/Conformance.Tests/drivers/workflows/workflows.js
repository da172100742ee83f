const wf = require('@temporalio/workflow');

const activities = (options) => wf.proxyActivities({ startToCloseTimeout: '20s', ...options });
const patient = activities({ retry: { initialInterval: '50ms', maximumAttempts: 5 } });

exports.greet = async (name) => `Hello, ${name}`;

/** Collects what is signalled until it is told to finish. */
exports.collect = async () => {
  const seen = [];
  let finished = false;
  wf.setHandler(wf.defineSignal('add'), (item) => void seen.push(item));
  wf.setHandler(wf.defineSignal('finish'), () => void (finished = true));
  wf.setHandler(wf.defineQuery('seen'), () => seen);
  wf.setHandler(wf.defineQuery('broken'), () => {
    throw new Error('the query is broken');
  });
  await wf.condition(() => finished);
  return seen;
};

exports.echoActivity = async (value) => await activities().echo(value);

exports.retriedActivity = async () => await patient.failTwice();

exports.failedActivity = async () => await patient.failForGood();

exports.resumedActivity = async () => await activities({ heartbeatTimeout: '10s', retry: { initialInterval: '50ms' } }).resume();

exports.timers = async () => {
  const order = [];
  const note = (name, delay) => wf.sleep(delay).then(() => order.push(name));
  await Promise.all([
    note('slow', 600),
    note('fast', 100),
    wf.CancellationScope.cancellable(async () => {
      const sleeping = wf.sleep('1h');
      wf.CancellationScope.current().cancel();
      await sleeping;
    }).catch((error) => order.push(wf.isCancellation(error) ? 'cancelled' : String(error))),
  ]);
  return order;
};

exports.parent = async (name) => await wf.executeChild('greet', { args: [name], workflowId: `${wf.workflowInfo().workflowId}-child` });

exports.fail = async (message) => {
  throw wf.ApplicationFailure.nonRetryable(message, 'Doomed', { some: 'detail' });
};

exports.parentOfFailure = async () => await wf.executeChild('fail', { args: ['the child failed'] });

exports.countDown = async (number, visited = []) => {
  const next = [...visited, number];
  if (number > 0) {
    await wf.continueAsNew(number - 1, next);
  }

  return next;
};

/** Cleans up when it is cancelled, then ends as cancelled or with what it was told. */
exports.cancellable = async (swallow) => {
  const done = [];
  wf.setHandler(wf.defineQuery('ready'), () => true);
  try {
    await wf.sleep('1h');
  } catch (error) {
    await wf.CancellationScope.nonCancellable(async () => {
      await wf.sleep(50);
      done.push(await activities().echo('cleaned up'));
    });
    if (swallow) {
      return done;
    }

    throw error;
  }
};

exports.long = async (activityCount) => {
  for (let n = 0; n < activityCount; n++) {
    await activities().echo(n);
  }

  return activityCount;
};

exports.recovered = async () => 'recovered';

const once = { retry: { maximumAttempts: 1 } };

exports.timedOutActivity = async () => await activities({ ...once, startToCloseTimeout: '300ms' }).hang();

exports.silentActivity = async () => await activities({ ...once, heartbeatTimeout: '300ms' }).hang();

exports.unservedActivity = async () =>
  await activities({ ...once, taskQueue: `${wf.workflowInfo().taskQueue}-nobody`, scheduleToStartTimeout: '300ms' }).echo('x');

/** Cancels its own activity once that runs, and waits for how it ends. */
exports.cancelledActivity = async () => {
  let started = false;
  wf.setHandler(wf.defineSignal('started'), () => void (started = true));
  const scope = new wf.CancellationScope();
  const running = scope.run(() =>
    activities({ heartbeatTimeout: '5s', cancellationType: wf.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED }).untilCancelled());
  const ended = running.catch((error) => (wf.isCancellation(error) ? 'cancelled' : String(error)));
  await wf.condition(() => started);
  scope.cancel();
  return await ended;
};

exports.completedElsewhere = async () => await activities().leaveOpen();

exports.localActivity = async () => await wf.proxyLocalActivities({ startToCloseTimeout: '5s' }).echo('here');

exports.signalOther = async (workflowId) => {
  const other = wf.getExternalWorkflowHandle(workflowId);
  await other.signal('add', 'from a workflow');
  await other.signal('finish');
};

exports.leaveChildren = async () => {
  const { workflowId } = wf.workflowInfo();
  for (const parentClosePolicy of ['TERMINATE', 'ABANDON', 'REQUEST_CANCEL']) {
    await wf.startChild('collect', { workflowId: `${workflowId}-${parentClosePolicy}`, parentClosePolicy });
  }
};

exports.secondTry = async () => {
  const { attempt } = wf.workflowInfo();
  if (attempt < 2) {
    throw wf.ApplicationFailure.retryable(`attempt ${attempt}`);
  }

  return attempt;
};

exports.patched = async () => (wf.patched('a-change') ? 'new' : 'old');

exports.upserted = async () => {
  wf.upsertMemo({ note: 'changed' });
  await wf.sleep(1);
  return wf.workflowInfo().memo;
};
