using System.Text;
using Webhooks.Cli.CommandLine;

namespace Webhooks.Cli.Sending;

/// <summary>The secret to sign with. Never an argument: other users of the machine see those.</summary>
internal static class SourceSecret
{
    public const string Variable = "WEBHOOKS_SECRET";

    /// <exception cref="CannotRunException">There is none.</exception>
    public static byte[] Read(string? file)
    {
        if (file is not null && !File.Exists(file))
        {
            throw new CannotRunException($"There is no file '{file}'.");
        }

        // Editors end a file with a line feed that is no part of the secret.
        var secret = file is null ? Environment.GetEnvironmentVariable(Variable) : File.ReadAllText(file).TrimEnd('\r', '\n');
        return string.IsNullOrEmpty(secret)
            ? throw new CannotRunException($"There is no secret: give --secret-file, or set {Variable}.")
            : Encoding.UTF8.GetBytes(secret);
    }
}
