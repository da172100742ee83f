// The same name as in workflows.js, with the mistake that a later deployment repairs.
exports.recovered = async () => {
  throw new TypeError('a mistake in the code');
};
