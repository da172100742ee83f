using System.CommandLine;

namespace Webhooks.Cli.CommandLine;

/// <summary>Options that take an http or https address.</summary>
internal static class HttpAddress
{
    public static Option<Uri> Option(string name, string description, string standard) => new(name)
    {
        Description = description,
        HelpName = "URL",
        DefaultValueFactory = _ => new(standard),
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https"))
            {
                return address;
            }

            result.AddError($"{name} must be an http or https address.");
            return null;
        },
    };
}
