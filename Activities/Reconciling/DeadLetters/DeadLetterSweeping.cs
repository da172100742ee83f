using Temporalio.Activities;
using Temporalio.Exceptions;
using Webhooks.Activities.Reconciling.Gateway;
using Webhooks.Activities.Reconciling.Settings;
using Webhooks.Contracts.Identities;

namespace Webhooks.Activities.Reconciling.DeadLetters;

/// <summary>What Event Grid gave up delivering, posted to the gateway.</summary>
public sealed class DeadLetterSweeping(ReconcilerSettings settings, GatewayPosts gateway, LedgerLookup ledger, TimeProvider time)
{
    private const long LargestFile = 16 * 1024 * 1024;

    private static CancellationToken Cancelled => ActivityExecutionContext.Current.CancellationToken;

    /// <returns>Paths below the folder, the oldest files first.</returns>
    [Activity]
    public IReadOnlyList<string> ListDeadLetters(string source, int maximum)
    {
        var folder = FolderOf(settings.Of(source));
        return Reading(() => new DeadLetterFiles(folder.Path).List(maximum, time.GetUtcNow()));
    }

    /// <summary>Posts what the ledger lacks of a file, and puts the file away. A file that is not there any more was put away before.</summary>
    /// <exception cref="ApplicationFailureException">The gateway cannot take it now: the file stays.</exception>
    [Activity]
    public async Task<DeadLetterOutcome> SubmitDeadLetterAsync(string source, string path)
    {
        var configured = settings.Of(source);
        var files = new DeadLetterFiles(FolderOf(configured).Path);
        if (Reading(() => files.Find(path)) is not { } file)
        {
            return new DeadLetterOutcome(0, 0, null);
        }

        if (file.Length > LargestFile)
        {
            return PutAside(files, file, 0, "too-large");
        }

        var content = DeadLetterEvents.Read(Reading(() => File.ReadAllBytes(file.FullName)));
        if (content.Fault is { } fault)
        {
            return PutAside(files, file, 0, fault);
        }

        var missing = await MissingAsync(configured, content.Events);
        if (missing.Count > 0 && !await PostAsync(configured, DeadLetterEvents.List(missing)))
        {
            return PutAside(files, file, content.Events.Count, "rejected");
        }

        Moving(() => files.Move(file, DeadLetterFiles.Done));
        return new DeadLetterOutcome(content.Events.Count, missing.Count, null);
    }

    /// <summary>An event may have been stored although Event Grid did not hear of it; sent again it would differ in its bytes, and look like a conflict.</summary>
    private async Task<List<DeadLetterEvent>> MissingAsync(ReconciledSource source, IReadOnlyList<DeadLetterEvent> events)
    {
        List<DeadLetterEvent> missing = [];
        foreach (var each in events)
        {
            if (each.Id.Length == 0
                || each.Topic.Length == 0
                || !await ledger.HasAsync(DeliveryKey.EventGrid(source.Tenant, source.Name, each.Topic, each.Id), Cancelled))
            {
                missing.Add(each);
            }
        }

        return missing;
    }

    private Task<bool> PostAsync(ReconciledSource source, byte[] json)
    {
        var folder = FolderOf(source);
        var secret = System.Text.Encoding.UTF8.GetString(SigningSecret.Current(source.Signing, time.GetUtcNow()));
        var query = folder.SecretParameter is { } parameter ? $"?{Uri.EscapeDataString(parameter)}={Uri.EscapeDataString(secret)}" : "";
        List<(string, string)> headers = [("aeg-event-type", "Notification")];
        if (folder.SecretHeader is { } header)
        {
            headers.Add((header, secret));
        }

        return gateway.PostAsync(source, json, query, headers, Cancelled);
    }

    private static DeadLetterOutcome PutAside(DeadLetterFiles files, FileInfo file, int events, string fault)
    {
        Moving(() => files.Move(file, DeadLetterFiles.Failed));
        return new DeadLetterOutcome(events, 0, fault);
    }

    private static void Moving(Action move) => Reading(() =>
    {
        move();
        return true;
    });

    private static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ApplicationFailureException("The folder with the dead letters cannot be used.", failure, ErrorTypes.Unavailable);
        }
    }

    private static DeadLetterFolder FolderOf(ReconciledSource source) => source.DeadLetters
        ?? throw new ApplicationFailureException($"Source '{source.Name}' is not Event Grid's any more.", ErrorTypes.Configuration, nonRetryable: true);
}
