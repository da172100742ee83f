// Prints the official message, enum and method descriptors as one JSON object, keyed by full name.
const protobuf = require('protobufjs');

// The package builds its root under a fixed name inside its own module; its JSON form is what a fresh root can be made of.
const root = protobuf.Root.fromJSON(require('@temporalio/proto/protos/json-module.js').toJSON()).resolveAll();
const out = { messages: {}, enums: {}, methods: {} };

const bare = (name) => name.replace(/^\./, '');
const snake = (name) => name.replace(/[A-Z]/g, (letter) => '_' + letter.toLowerCase());
const typeOf = (field) => (field.resolvedType ? bare(field.resolvedType.fullName) : field.type);

function describe(field) {
  const oneof = field.partOf;
  return {
    json: field.name,
    number: field.id,
    type: typeOf(field),
    key: field.map ? field.keyType : '',
    label: field.map ? 'map' : field.repeated ? 'repeated' : 'single',
    oneof: oneof ? snake(oneof.name) : '',
  };
}

(function walk(node) {
  if (node instanceof protobuf.Type) {
    out.messages[bare(node.fullName)] = Object.fromEntries(node.fieldsArray.map((f) => [f.protoName || f.name, describe(f)]));
  } else if (node instanceof protobuf.Enum) {
    out.enums[bare(node.fullName)] = node.values;
  } else if (node instanceof protobuf.Service) {
    for (const method of node.methodsArray) {
      method.resolve();
      out.methods[`/${bare(node.fullName)}/${method.name}`] = {
        request: bare(method.resolvedRequestType.fullName),
        response: bare(method.resolvedResponseType.fullName),
        streams: Boolean(method.requestStream || method.responseStream),
      };
    }
  }

  (node.nestedArray || []).forEach(walk);
})(root);

process.stdout.write(JSON.stringify(out));
