using Webhooks.Local.Processes;

/// <summary>
/// Runs inside the gateway and the worker before their own code, because we start them with <c>DOTNET_STARTUP_HOOKS</c>. It holds them to
/// the life of the process that started them: when that is gone, even by SIGKILL, the pipe to their standard input ends and they end too,
/// so that no orphan keeps a port or the journal. The name, the missing namespace and the method are prescribed by the runtime.
/// </summary>
internal static class StartupHook
{
    private const string Marker = "WEBHOOKS_ENDS_WITH_PARENT";
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(5);

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Marker) != "1")
        {
            return;
        }

        // Not for processes that the child itself may start.
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
        Environment.SetEnvironmentVariable(Marker, null);
        new Thread(WaitForEnd) { IsBackground = true, Name = "Ends with its parent" }.Start();
    }

    private static void WaitForEnd()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[64];
        int read;
        do
        {
            read = Read(input, ignored);
        }
        while (read > 0);

        UnixSignals.SendTerminate(Environment.ProcessId);
        using var never = new ManualResetEventSlim();
        never.Wait(OperatingSystem.IsWindows() ? TimeSpan.Zero : TimeToEnd);
        Environment.Exit(1);
    }

    private static int Read(Stream input, Span<byte> buffer)
    {
        try
        {
            return input.Read(buffer);
        }
        catch (IOException)
        {
            return 0; // A pipe that cannot be read has no parent at its other end.
        }
    }
}
