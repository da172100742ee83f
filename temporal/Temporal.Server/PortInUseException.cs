using System.Net;

namespace Temporal.Server;

/// <summary>Somebody else listens on the port.</summary>
public sealed class PortInUseException(IPEndPoint endpoint, Exception? inner = null)
    : Exception($"Cannot listen on {endpoint}: the port is in use. Stop what listens there, or choose another port (0 takes a free one).", inner);
