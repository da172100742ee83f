using System.CommandLine;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Output;
using Webhooks.Storage.Secrets;

namespace Webhooks.Cli.Secrets;

/// <summary><c>webhooks secrets rotate-check SOURCE</c></summary>
internal static class CheckRotation
{
    public static Command Create()
    {
        var folder = new DataFolder.Options();
        var source = new Argument<string>("SOURCE") { Description = "Name of the source." };
        var quiet = new Option<int?>("--quiet")
        {
            Description = "For so many hours nobody may have used an old secret. Default: Webhooks:Secrets:QuietPeriod of the gateway.",
            HelpName = "HOURS",
        };
        quiet.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 365 * 24)
            {
                result.AddError("--quiet must be from 1 to 8760.");
            }
        });
        var command = new Command(
            "rotate-check",
            "Says whether every secret of a source but the newest may be taken out. Exits 1 unless the newest is in use and none of the others was used lately.")
        {
            source,
            quiet,
        };
        folder.AddTo(command);
        command.Run((parsed, output, _) => RunAsync(
            SecretReports.Read(folder.Read(parsed)), parsed.GetRequiredValue(source), parsed.GetValue(quiet) is { } hours ? TimeSpan.FromHours(hours) : null, output));
        return command;
    }

    private static async Task<int> RunAsync(SecretStatusReport report, string source, TimeSpan? quiet, TextWriter output)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (report.IsStale(now))
        {
            throw new CannotRunException($"The gateway has not written since {report.WrittenAt:u}: what was used after that is not known. Does it run?");
        }

        var secrets = report.Secrets.Where(secret => secret.IsLive && secret.Source == source).ToList();
        if (secrets.Count == 0)
        {
            throw new CannotRunException($"The gateway has no source '{source}' with secrets that it could read.");
        }

        var judged = secrets.ConvertAll(secret => (secret.Name, Retirement: SecretRetirement.Of(secret, report, quiet ?? report.QuietPeriod, now)));
        foreach (var (name, retirement) in judged)
        {
            await output.WriteLineAsync($"{name}: {Explain(retirement)}");
        }

        var mayGo = judged.Count(secret => secret.Retirement.MayGo());
        var isOver = mayGo > 0 && judged.TrueForAll(secret => secret.Retirement.MayGo() || secret.Retirement == Retirement.Newest);
        await output.WriteLineAsync(isOver ? "PASSED" : mayGo == 0 && judged.Count == 1 ? "FAILED: it is the only one" : "FAILED");
        return isOver ? ExitCodes.Success : ExitCodes.Findings;
    }

    private static string Explain(Retirement retirement) => retirement switch
    {
        Retirement.Safe => "may be taken out: a newer one is in use, and nobody has used this one lately",
        Retirement.Expired => "may be taken out: it has expired",
        Retirement.Newest => "stays: the newest",
        Retirement.NewerUnused => "stays: no newer one is in use",
        Retirement.StillUsed => "stays: it is still used",
        Retirement.WatchedTooShortly => "stays: it has not been watched for long enough",
        Retirement.NotLive => "is not live",
    };
}
