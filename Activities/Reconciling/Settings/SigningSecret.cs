using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Temporalio.Exceptions;

namespace Webhooks.Activities.Reconciling.Settings;

/// <summary>A secret of a source, with which the worker proves to the gateway that a delivery is this source's.</summary>
public sealed class SigningSecret
{
    private readonly string? value;
    private readonly string? file;
    private readonly DateTimeOffset notBefore;
    private readonly DateTimeOffset notAfter;

    private SigningSecret(IConfigurationSection section)
    {
        (value, file) = (Text(section["Value"]), Text(section["File"]));
        notBefore = Instant(section["NotBefore"]) ?? DateTimeOffset.MinValue;
        notAfter = Instant(section["NotAfter"]) ?? DateTimeOffset.MaxValue;
    }

    /// <summary>The secrets that the worker can read. What is wrong with one is the gateway's to report.</summary>
    internal static IReadOnlyList<SigningSecret> Read(IConfigurationSection source, ICollection<string> mistakes)
    {
        List<SigningSecret> secrets = [.. source.GetSection("Secrets").GetChildren().Select(each => new SigningSecret(each)).Where(each => each.value is not null || each.file is not null)];
        if (secrets.Count == 0)
        {
            mistakes.Add($"{source.Path}:Secrets has none with Value or File: without it the worker cannot post what is missing.");
        }

        return secrets;
    }

    /// <exception cref="ApplicationFailureException">None of them counts now, or its file cannot be read.</exception>
    internal static byte[] Current(IReadOnlyList<SigningSecret> secrets, DateTimeOffset now)
    {
        var current = secrets.FirstOrDefault(each => each.notBefore <= now && now <= each.notAfter)
            ?? throw new ApplicationFailureException("None of the source's secrets counts at this time.", ErrorTypes.Configuration, nonRetryable: true);
        try
        {
            // Read each time, as the gateway does: it may have been replaced.
            return Encoding.UTF8.GetBytes(current.value ?? File.ReadAllText(current.file!).TrimEnd('\r', '\n')); // One of the two is not null.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ApplicationFailureException("The file of the source's secret cannot be read.", failure, ErrorTypes.Configuration, nonRetryable: true);
        }
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}
