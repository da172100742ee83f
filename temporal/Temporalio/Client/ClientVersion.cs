namespace Temporalio.Client;

/// <summary>How this library calls itself to servers.</summary>
internal static class ClientVersion
{
    /// <summary>Not the official name: that would claim replay compatibility to the last detail.</summary>
    internal const string Name = "temporal-dotnet-compact";

    internal static string Number { get; } = typeof(ClientVersion).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    internal static string DefaultIdentity { get; } = $"{Environment.ProcessId}@{Environment.MachineName}";
}
