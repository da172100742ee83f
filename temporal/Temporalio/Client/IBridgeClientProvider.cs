using System.Runtime.InteropServices;

namespace Temporalio.Client;

/// <summary>Exists for the shape of the API: there is no native part, so there is no handle.</summary>
public interface IBridgeClientProvider
{
    SafeHandle? BridgeClient { get; }
}
