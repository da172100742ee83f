using Webhooks.Gateway.Access;

namespace Webhooks.Gateway.Configuration;

/// <summary>
/// Configuration section <c>Webhooks</c> as text, exactly as written: nothing here fails to bind, so <see cref="SourceCatalog"/> can report
/// every mistake at once with its key and value.
/// </summary>
internal sealed class WebhooksOptions
{
    public const string Section = "Webhooks";

    /// <summary>Folder of journal, ledger and knowledge base; created when it is not there.</summary>
    public string DataDirectory { get; set; } = "data";

    public List<SourceOptions> Sources { get; set; } = [];

    /// <summary>Who may use the management API.</summary>
    public ManagementOptions Management { get; set; } = new();
}
