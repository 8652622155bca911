// Nothing: a measure for what is something.
exports.activate = () => {};
